// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An object that shall be made.
///
/// @param index which delta of the batch it is
/// @param type its type
/// @param anchor the anchor of its source
/// @param given the attributes that it shall have
record NewObject(int index, CloudType type, String anchor, Map<String, List<Value>> given) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PASSWORD_CHARACTERS =
      "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_!#";
  private static final int PASSWORD_LENGTH = 44;
  private static final int NICKNAME_MAX = 64;

  /// What is wanted, or why it cannot be.
  sealed interface Wanted {
    /// It can be tried.
    record Possible(NewObject object) implements Wanted {}

    /// It cannot be.
    record Impossible(ExportOutcome.Rejected outcome) implements Wanted {}
  }

  /// Reads what is wanted.
  static Wanted of(int index, ObjectDelta.Add add) {
    Optional<CloudType> type = CloudType.named(add.objectType());
    if (type.isEmpty() || type.get().anchorProperty() == null) {
      return impossible(
          "no-export-to-this-object-type",
          "Graph lets no application make a %s; docs/entra.md says what it can"
              .formatted(add.objectType()));
    }
    for (String attribute : add.attributes().names()) {
      if (WriteBody.line(type.get(), attribute, true)
          instanceof WriteBody.Line.Refused(ExportOutcome.Rejected outcome)) {
        return new Wanted.Impossible(outcome);
      }
    }
    if (!(CloudName.of(add.dn()).orElse(null) instanceof CloudName.OfSource(String anchor))) {
      return impossible(
          "invalid-dn",
          "the name %s is not CN={…} with the anchor of the source in hexadecimal"
              .formatted(add.dn()));
    }
    List<Value> told = add.attributes().get("sourceAnchor");
    if (!told.isEmpty() && !told.getFirst().toString().equals(anchor)) {
      return impossible(
          "invalid-dn",
          "the name %s says another anchor than sourceAnchor, which is %s"
              .formatted(add.dn(), told.getFirst()));
    }
    if (!WriteBody.has(add.attributes().map(), "displayName")) {
      return impossible(
          "missing-provisioning-attribute", "a new object of Graph needs a displayName");
    }
    return new Wanted.Possible(new NewObject(index, type.get(), anchor, add.attributes().map()));
  }

  private static Wanted impossible(String error, String detail) {
    return new Wanted.Impossible(new ExportOutcome.Rejected(error, detail));
  }

  /// The first value of an attribute.
  Optional<String> text(String attribute) {
    List<Value> values = given.getOrDefault(attribute, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst().toString());
  }

  /// Its values, as they are given.
  ObjectNode values() {
    ObjectNode body = Json.object();
    given.forEach((attribute, list) -> {
      if (WriteBody.line(type, attribute, true)
              instanceof WriteBody.Line.Writable(AttributeMap.Mapped mapped)
          && !mapped.kind().isLink()
          && mapped.access() == AttributeMap.Access.WRITE) {
        WriteBody.put(body, mapped, list);
      }
    });
    return body;
  }

  /// Its links, as they are given.
  Map<AttributeMap.Mapped, List<Dn>> links() {
    Map<AttributeMap.Mapped, List<Dn>> links = new LinkedHashMap<>();
    given.forEach((attribute, list) -> {
      if (WriteBody.line(type, attribute, true)
              instanceof WriteBody.Line.Writable(AttributeMap.Mapped mapped)
          && mapped.kind().isLink()) {
        links.put(mapped, WriteBody.dns(list));
      }
    });
    return links;
  }

  /// The request that makes it. What Graph insists on and nobody gave is added; nobody may sign in
  /// with an account of which nobody said so.
  Call creation(String initialDomain) {
    ObjectNode body = values();
    String nickname = text("alias").orElseGet(this::nickname);
    body.put("mailNickname", nickname);
    if (type == CloudType.GROUP) {
      body.put("mailEnabled", false);
      if (!body.has("securityEnabled")) {
        body.put("securityEnabled", true);
      }
      return Call.patch(
              "/groups(uniqueName='%s')".formatted(Call.encoded(anchor.replace("'", "''"))), body)
          .with("Prefer", "create-if-missing");
    }
    body.put("onPremisesImmutableId", anchor);
    if (!body.hasNonNull("accountEnabled")) {
      body.put("accountEnabled", false);
    }
    if (!body.hasNonNull("userPrincipalName")) {
      body.put("userPrincipalName", nickname + "@" + initialDomain);
    }
    ObjectNode profile = body.putObject("passwordProfile");
    profile.put("forceChangePasswordNextSignIn", true);
    profile.put("password", password());
    return Call.post("/users", body);
  }

  /// The cloud's own order: the mail, the name to sign in with, else something that nobody has.
  private String nickname() {
    List<String> candidates = new ArrayList<>();
    text("mail").ifPresent(candidates::add);
    text("userPrincipalName").ifPresent(candidates::add);
    for (String candidate : candidates) {
      String prefix = candidate.replaceFirst("@.*", "");
      if (prefix.matches("[A-Za-z0-9.'_-]+") && prefix.length() <= NICKNAME_MAX) {
        return prefix;
      }
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(anchor.getBytes(StandardCharsets.UTF_8));
      return type.type().charAt(0) + HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /// A password that nobody knows: people sign in another way, or reset it.
  private static String password() {
    StringBuilder password = new StringBuilder("aA2-");
    while (password.length() < PASSWORD_LENGTH) {
      password.append(PASSWORD_CHARACTERS.charAt(RANDOM.nextInt(PASSWORD_CHARACTERS.length())));
    }
    return password.toString();
  }

  @Override
  public String toString() {
    return "%s %s".formatted(type.type(), anchor);
  }
}
