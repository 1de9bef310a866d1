// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Property;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What clients write, checked and put into objects.
final class Bodies {
  private static final String BIND = "@odata.bind";

  /// What may be changed here even of an object that another service masters.
  private static final Set<String> OURS_ALWAYS =
      Set.of("passwordPolicies", "preferredDataLocation", "usageLocation");

  private final Directory directory;

  Bodies(Directory directory) {
    this.directory = directory;
  }

  /// The references of a body, by navigation property.
  record Binding(String name, List<String> ids) {}

  /// The properties of a new object.
  ObjectNode created(ObjectType type, ObjectNode given) {
    ObjectNode body = merged(type, Json.object(), given, true);
    for (Property property : type.properties().values()) {
      if (property.is(Property.Flag.NEED) && !given.hasNonNull(property.name())) {
        throw GraphException.property(
            "MissingValue",
            property.name(),
            "A value is required for property '%s' of resource '%s'."
                .formatted(property.name(), type.word()));
      }
    }
    if (type == ObjectType.USER) {
      SignInName.checkPassword(given.path("passwordProfile"));
      body.remove("passwordProfile");
      if (!body.has("userType")) {
        body.put("userType", "Member");
      }
    } else if (type == ObjectType.GROUP) {
      group(body);
    }
    body.put("createdDateTime", directory.timestamp());
    return body;
  }

  private void group(ObjectNode body) {
    boolean unified = false;
    for (JsonNode kind : body.path("groupTypes")) {
      unified |= kind.asString().equals("Unified");
    }
    boolean mailEnabled = body.path("mailEnabled").asBoolean();
    if (mailEnabled != unified || (!unified && !body.path("securityEnabled").asBoolean())) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "The service does not currently support writes of mail-enabled groups. Please ensure that"
              + " the mail-enablement property is unset and the security-enablement property is"
              + " set.");
    }
    if (unified) {
      String mail =
          body.path("mailNickname").asString() + "@" + directory.organization().initialDomain();
      body.put("mail", mail);
      body.putArray("proxyAddresses").add("SMTP:" + mail);
    }
  }

  /// The properties of an object after a change.
  ObjectNode changed(StoredObject object, ObjectNode given) {
    if (object.synced()) {
      for (String name : given.propertyNames()) {
        if (!name.startsWith("@") && !OURS_ALWAYS.contains(name)) {
          throw mastered();
        }
      }
    }
    ObjectNode body = merged(object.type(), object.body().deepCopy(), given, false);
    if (given.hasNonNull("passwordProfile")) {
      JsonNode profile = given.get("passwordProfile");
      if (profile.hasNonNull("password")) {
        SignInName.checkPassword(profile);
        body.put("lastPasswordChangeDateTime", directory.timestamp());
      }
      body.remove("passwordProfile");
    }
    return body;
  }

  static GraphException mastered() {
    return GraphException.badRequest(
        "Request_BadRequest",
        "Unable to update the specified properties for on-premises mastered Directory Sync objects"
            + " or objects currently undergoing migration.");
  }

  /// The references in a body.
  List<Binding> bindings(ObjectType type, ObjectNode given) {
    List<Binding> bindings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (entry.getKey().endsWith(BIND)) {
        String name = entry.getKey().substring(0, entry.getKey().length() - BIND.length());
        if (Navigation.of(type, name).filter(way -> !way.back()).isEmpty()) {
          throw unknown(entry.getKey());
        }
        List<String> ids = new ArrayList<>();
        if (entry.getValue() instanceof ArrayNode array) {
          array.forEach(url -> ids.add(id(url.asString())));
        } else {
          ids.add(id(entry.getValue().asString()));
        }
        bindings.add(new Binding(name, ids));
      }
    }
    return bindings;
  }

  /// The id at the end of a reference.
  static String id(String url) {
    String path = url.replaceFirst("[?#].*$", "");
    String id = path.substring(path.lastIndexOf('/') + 1);
    boolean function = id.startsWith("directoryObjects('");
    if (function) {
      id = id.substring("directoryObjects('".length(), id.length() - 2);
    }
    if (!path.matches("https?://.+") || id.isEmpty()) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "Invalid URL format specified in @odata.bind or @odata.id: '%s'.".formatted(url));
    }
    return id;
  }

  private ObjectNode merged(ObjectType type, ObjectNode body, ObjectNode given, boolean creating) {
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String name = entry.getKey();
      if (!name.contains("@odata.")) {
        Property property = directory.property(type, name).orElseThrow(() -> unknown(name));
        boolean writable =
            property.is(Property.Flag.WRITE) || (creating && property.is(Property.Flag.ONCE));
        if (!writable) {
          throw GraphException.property(
              "ReadOnly", name, "Property '%s' is read-only and cannot be set.".formatted(name));
        }
        Values.check(type, property, entry.getValue());
        put(body, property, entry.getValue());
      }
    }
    if (given.hasNonNull("userPrincipalName")) {
      SignInName.check(directory, body.path("userPrincipalName").asString());
    }
    if (given.hasNonNull("mail")) {
      primary(body, body.path("mail").asString());
    }
    return body;
  }

  /// A null takes the value away; of an object only what is named changes.
  private static void put(ObjectNode body, Property property, JsonNode value) {
    boolean empty = value.isNull() || (value.isArray() && value.isEmpty());
    if (empty) {
      body.remove(property.name());
    } else if (property.kind() == Property.Kind.OBJECT
        && body.get(property.name()) instanceof ObjectNode old) {
      old.setAll((ObjectNode) value);
    } else {
      body.set(property.name(), value.deepCopy());
    }
  }

  /// The mail address is the primary one of the addresses; what it replaces stays a further one.
  private static void primary(ObjectNode body, String mail) {
    ArrayNode addresses = Json.array();
    addresses.add("SMTP:" + mail);
    for (JsonNode node : body.path("proxyAddresses")) {
      String address = node.asString();
      if (!address.equalsIgnoreCase("smtp:" + mail)) {
        addresses.add(address.startsWith("SMTP:") ? "smtp:" + address.substring(5) : address);
      }
    }
    body.set("proxyAddresses", addresses);
  }

  private static GraphException unknown(String name) {
    return GraphException.badRequest(
        "Request_BadRequest", "Invalid property '%s'.".formatted(name));
  }
}
