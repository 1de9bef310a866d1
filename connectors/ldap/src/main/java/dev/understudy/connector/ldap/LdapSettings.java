// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapAccess.Limits;
import dev.understudy.ldap.LdapAccess.Server;
import dev.understudy.ldap.LdapAccess.Tree;
import dev.understudy.ldap.LdapAccess.Writing;
import dev.understudy.ldap.LdapDialect;
import dev.understudy.ldap.LdapEndpoint;
import dev.understudy.ldap.Login;
import dev.understudy.schema.ObjectClassMapping;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an LDAP connector is told.
///
/// @param access the directory
/// @param delta how changes are found
record LdapSettings(LdapAccess access, Delta delta) {

  /// How changes are found.
  enum Delta {
    /// Syncrepl where the server offers it, else by time.
    AUTO,
    /// RFC 4533.
    SYNCREPL,
    /// By modifyTimestamp.
    TIMESTAMP
  }

  static final List<Setting> SETTINGS =
      List.of(
          new Setting(
              "url",
              "ldaps://host:636 or ldap://host:389; several are tried in order.",
              true,
              false),
          optional("start-tls", "true: ldap:// connections are made TLS ones; default false."),
          optional("ca-file", "Certificates to trust, PEM; default: those of the platform."),
          optional("bind-dn", "The account that asks; default: anonymous."),
          new Setting("password", "Its password.", false, true),
          optional(
              "allow-clear-text",
              "true: the password may travel without TLS; only for tests; default false."),
          new Setting("base", "Base DNs, one per line; each is a partition.", true, false),
          optional("anchor-attribute", "What identifies an object for life; default entryUUID."),
          optional(
              "types",
              "Types as type=objectClass, most specific first; default: the usual classes under"
                  + " their own names."),
          optional("filter", "type=(LDAP filter), one per line: a further condition of a type."),
          optional("page-size", "Entries per page, 1 to 100000; default 1000."),
          optional("call-timeout", "The longest wait for one answer; default 30s."),
          optional("connections", "Connections that write at the same time, 1 to 64; default 4."),
          optional(
              "delta",
              "How changes are found: auto (default), syncrepl or timestamp. Timestamp reads all"
                  + " anchors to notice deletes."),
          optional("create-parents", "true: containers above a new object are created."),
          optional(
              "empty-group-member",
              "The DN that stands in a group that must have a member and has none, such as"
                  + " cn=nobody; it is never read as a member."));

  static LdapSettings of(SettingValues settings) {
    Map<String, String> types = settings.pairs("types");
    ObjectClassMapping mapping =
        types.isEmpty() ? ObjectClassMapping.usual() : new ObjectClassMapping(types);
    Tree tree =
        new Tree(
            settings.lines("base").stream().map(text -> dn(settings, "base", text)).toList(),
            settings.text("anchor-attribute").orElse("entryUUID"),
            mapping,
            filters(settings, mapping));
    Limits limits =
        new Limits(
            settings.number("page-size", 1_000, 1, 100_000),
            settings.duration("call-timeout", Duration.ofSeconds(30)),
            settings.number("connections", 4, 1, 64));
    Writing writing =
        new Writing(
            settings.flag("create-parents", false),
            settings
                .text("empty-group-member")
                .map(text -> dn(settings, "empty-group-member", text))
                .orElse(null));
    settings.required("base");
    return new LdapSettings(
        new LdapAccess(settings.connector(), server(settings), tree, limits, writing),
        delta(settings));
  }

  private static Server server(SettingValues settings) {
    List<LdapEndpoint> endpoints = LdapEndpoint.of(settings);
    boolean startTls = settings.flag("start-tls", false);
    Login login =
        settings
            .text("bind-dn")
            .<Login>map(name -> new Login.Simple(name, settings.required("password")))
            .orElseGet(Login.Anonymous::new);
    boolean clear = !startTls && endpoints.stream().anyMatch(endpoint -> !endpoint.tls());
    if (login.needsTls() && clear && !settings.flag("allow-clear-text", false)) {
      throw settings.invalid(
          "url",
          "ldaps://, or \"start-tls: true\": without TLS everybody on the way could read the"
              + " password (\"allow-clear-text: true\" permits it)");
    }
    return new Server(
        endpoints,
        startTls,
        settings.text("ca-file").map(Path::of).orElse(null),
        login,
        LdapDialect.STANDARD);
  }

  private static Map<String, String> filters(SettingValues settings, ObjectClassMapping types) {
    Map<String, String> filters = new LinkedHashMap<>();
    for (String line : settings.lines("filter")) {
      int equals = line.indexOf('=');
      String type = equals < 0 ? "" : line.substring(0, equals).strip();
      if (!types.classes().containsKey(type)) {
        throw settings.invalid("filter", "type=(filter) with one of " + types.classes().keySet());
      }
      filters.put(type, line.substring(equals + 1).strip());
    }
    return filters;
  }

  private static Delta delta(SettingValues settings) {
    return switch (settings.text("delta").orElse("auto")) {
      case "auto" -> Delta.AUTO;
      case "syncrepl" -> Delta.SYNCREPL;
      case "timestamp" -> Delta.TIMESTAMP;
      default -> throw settings.invalid("delta", "auto, syncrepl or timestamp");
    };
  }

  private static Dn dn(SettingValues settings, String name, String text) {
    try {
      return Dn.of(text);
    } catch (DnSyntaxException e) {
      throw settings.invalid(name, "a DN: " + e.getMessage());
    }
  }

  private static Setting optional(String name, String description) {
    return new Setting(name, description, false, false);
  }
}
