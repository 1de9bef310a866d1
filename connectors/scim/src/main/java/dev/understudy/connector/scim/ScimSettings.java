// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a SCIM connector is told.
///
/// @param name the connector's name, for messages
/// @param access where the service is and who asks
/// @param names which attribute names an object
/// @param limits how much and how long at a time
/// @param use what of the service is used
record ScimSettings(String name, Access access, Names names, Limits limits, Use use) {

  /// @param base without a slash at its end
  /// @param login who asks
  /// @param caFile certificates to trust, in PEM; null for those that the platform trusts
  record Access(URI base, Login login, @Nullable Path caFile) {}

  /// Who asks, and how that is shown.
  sealed interface Login {
    /// Nobody.
    record None() implements Login {}

    /// A token that somebody else got.
    record Token(String token) implements Login {
      @Override
      public String toString() {
        return "a token";
      }
    }

    /// A name and a password.
    record Basic(String user, String password) implements Login {
      @Override
      public String toString() {
        return user;
      }
    }

    /// OAuth 2.0 client credentials.
    ///
    /// @param endpoint where tokens are
    /// @param inBody whether name and secret travel in the form and not in the header
    record Client(URI endpoint, Credentials credentials, String scope, boolean inBody)
        implements Login {}
  }

  /// The identifier of a client, and its secret.
  record Credentials(String id, String secret) {
    @Override
    public String toString() {
      return id;
    }
  }

  /// @param attribute names objects of all types
  record Names(String attribute) {}

  /// @param page resources per page
  /// @param callTimeout the longest wait for one answer
  /// @param throttleTime how long one request waits at most while the service throttles
  /// @param parallel how much at the same time, and how much in one request
  record Limits(int page, Duration callTimeout, Duration throttleTime, Parallel parallel) {}

  /// @param connections requests at the same time
  /// @param members values of a group in one request
  record Parallel(int connections, int members) {}

  /// @param bulk whether Bulk is used where it is offered
  /// @param patch whether PATCH is used where it is offered
  /// @param versions whether versions are compared where they are offered
  record Use(boolean bulk, boolean patch, boolean versions) {}

  static final List<Setting> SETTINGS =
      List.of(
          new Setting("url", "The base, such as https://host/scim/v2.", true, false),
          new Setting("token", "A bearer token.", false, true),
          optional("user", "The account that asks, with HTTP Basic."),
          new Setting("password", "Its password.", false, true),
          optional("token-url", "Where OAuth 2.0 client credentials are changed for a token."),
          optional("client-id", "The identifier of the client there."),
          new Setting("client-secret", "Its secret.", false, true),
          optional("scope", "The scope of the token."),
          optional("client-auth", "How the client shows itself: header (default) or body."),
          optional("ca-file", "Certificates to trust, PEM; default: those of the platform."),
          optional(
              "allow-clear-text",
              "true: secrets may travel over http://; only for tests; default false."),
          optional("name-attribute", "The attribute that names an object; default externalId."),
          optional("page-size", "Resources per page, 2 to 10000; default 100."),
          optional("call-timeout", "The longest wait for one answer; default 30s."),
          optional(
              "throttle-time",
              "How long a request waits at most while the service throttles; default 2m."),
          optional("connections", "Requests at the same time, 1 to 64; default 4."),
          optional("members-per-request", "Members in one PATCH, 1 to 10000; default 100."),
          optional("bulk", "false: no Bulk even where it is offered; default true."),
          optional("patch", "false: PUT even where PATCH is offered; default true."),
          optional("etag", "false: no If-Match even where it is offered; default true."));

  static ScimSettings of(SettingValues settings) {
    URI base = uri(settings, "url", settings.required("url"));
    Login login = login(settings);
    boolean clear = !"https".equalsIgnoreCase(base.getScheme());
    if (clear && !(login instanceof Login.None) && !settings.flag("allow-clear-text", false)) {
      throw settings.invalid(
          "url",
          "https://: without TLS everybody on the way could read the secret (\"allow-clear-text:"
              + " true\" permits it)");
    }
    Limits limits =
        new Limits(
            settings.number("page-size", 100, 2, 10_000),
            settings.duration("call-timeout", Duration.ofSeconds(30)),
            settings.duration("throttle-time", Duration.ofMinutes(2)),
            new Parallel(
                settings.number("connections", 4, 1, 64),
                settings.number("members-per-request", 100, 1, 10_000)));
    return new ScimSettings(
        settings.connector(),
        new Access(base, login, settings.text("ca-file").map(Path::of).orElse(null)),
        new Names(settings.text("name-attribute").orElse("externalId")),
        limits,
        new Use(
            settings.flag("bulk", true),
            settings.flag("patch", true),
            settings.flag("etag", true)));
  }

  private static Login login(SettingValues settings) {
    boolean token = settings.text("token").isPresent();
    boolean user = settings.text("user").isPresent();
    boolean client = settings.text("token-url").isPresent();
    if ((token ? 1 : 0) + (user ? 1 : 0) + (client ? 1 : 0) > 1) {
      throw settings.invalid(
          token ? "token" : "user", "one of \"token\", \"user\" and \"token-url\"");
    }
    if (token) {
      return new Login.Token(settings.required("token"));
    }
    if (user) {
      return new Login.Basic(settings.required("user"), settings.required("password"));
    }
    if (!client) {
      return new Login.None();
    }
    URI endpoint = uri(settings, "token-url", settings.required("token-url"));
    if (!"https".equalsIgnoreCase(endpoint.getScheme())
        && !settings.flag("allow-clear-text", false)) {
      throw settings.invalid("token-url", "https://");
    }
    boolean inBody =
        switch (settings.text("client-auth").orElse("header")) {
          case "header" -> false;
          case "body" -> true;
          default -> throw settings.invalid("client-auth", "header or body");
        };
    return new Login.Client(
        endpoint,
        new Credentials(settings.required("client-id"), settings.required("client-secret")),
        settings.text("scope").orElse(""),
        inBody);
  }

  private static URI uri(SettingValues settings, String name, String text) {
    try {
      URI uri = new URI(text.replaceFirst("/+\\z", ""));
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw settings.invalid(name, "a URL such as https://host/scim/v2: " + e.getReason());
    }
    throw settings.invalid(name, "a URL such as https://host/scim/v2");
  }

  private static Setting optional(String name, String description) {
    return new Setting(name, description, false, false);
  }
}
