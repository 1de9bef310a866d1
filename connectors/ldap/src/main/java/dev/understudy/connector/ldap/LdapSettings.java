// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import dev.understudy.schema.ObjectClassMapping;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an LDAP connector is told.
///
/// @param name the connector's name, for messages
/// @param server where the directory is and who asks
/// @param tree what of it is read
/// @param limits how much and how long at a time
/// @param writing how it is written
record LdapSettings(String name, Server server, Tree tree, Limits limits, Writing writing) {

  /// @param endpoints tried in order
  /// @param startTls whether a connection without TLS is made one with it
  /// @param caFile certificates to trust, in PEM; null for those that the platform trusts
  /// @param account who asks; null for nobody
  record Server(
      List<LdapEndpoint> endpoints,
      boolean startTls,
      @Nullable Path caFile,
      @Nullable Account account) {}

  /// A name and its password.
  record Account(String bindDn, String password) {
    @Override
    public String toString() {
      return bindDn;
    }
  }

  /// @param bases one partition each
  /// @param anchorAttribute what identifies an object for life
  /// @param types object class to type
  /// @param filters a further condition, by type
  record Tree(
      List<Dn> bases,
      String anchorAttribute,
      ObjectClassMapping types,
      Map<String, String> filters) {}

  /// @param pageSize entries per page
  /// @param callTimeout the longest wait for one answer
  /// @param connections how many connections write at the same time
  /// @param delta how changes are found
  record Limits(int pageSize, Duration callTimeout, int connections, Delta delta) {}

  /// How changes are found.
  enum Delta {
    /// Syncrepl where the server offers it, else by time.
    AUTO,
    /// RFC 4533.
    SYNCREPL,
    /// By modifyTimestamp.
    TIMESTAMP
  }

  /// @param createParents whether missing containers above a new object are created
  /// @param emptyGroupMember what stands in a group that needs a member and has none; or null
  record Writing(boolean createParents, @Nullable Dn emptyGroupMember) {}

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
            settings.number("connections", 4, 1, 64),
            delta(settings));
    Writing writing =
        new Writing(
            settings.flag("create-parents", false),
            settings
                .text("empty-group-member")
                .map(text -> dn(settings, "empty-group-member", text))
                .orElse(null));
    settings.required("base");
    return new LdapSettings(settings.connector(), server(settings), tree, limits, writing);
  }

  private static Server server(SettingValues settings) {
    List<LdapEndpoint> endpoints = LdapEndpoint.of(settings);
    boolean startTls = settings.flag("start-tls", false);
    Account account =
        settings
            .text("bind-dn")
            .map(name -> new Account(name, settings.required("password")))
            .orElse(null);
    boolean clear = !startTls && endpoints.stream().anyMatch(endpoint -> !endpoint.tls());
    if (account != null && clear && !settings.flag("allow-clear-text", false)) {
      throw settings.invalid(
          "url",
          "ldaps://, or \"start-tls: true\": without TLS everybody on the way could read the"
              + " password (\"allow-clear-text: true\" permits it)");
    }
    return new Server(
        endpoints, startTls, settings.text("ca-file").map(Path::of).orElse(null), account);
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
