// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapEndpoint;
import dev.understudy.ldap.Login;
import dev.understudy.schema.ObjectClassMapping;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an Active Directory connector is told.
///
/// @param access its domain controllers, and how they are used; its bases are the partitions that
///   were chosen, none for the domain of the first domain controller
/// @param containers which OUs are read
/// @param delta how changes are found
record AdSettings(LdapAccess access, Containers containers, Delta delta) {

  /// OUs as they are configured. Those of no partition restrict nothing there.
  record Containers(List<ContainerName> included, List<ContainerName> excluded) {
    Containers {
      included = List.copyOf(included);
      excluded = List.copyOf(excluded);
    }
  }

  /// One OU: its objectGUID decides, its DN is for people; without a GUID the DN decides.
  record ContainerName(@Nullable ObjectGuid guid, @Nullable Dn dn) {
    String address() {
      return guid == null ? String.valueOf(dn) : guid.address();
    }

    @Override
    public String toString() {
      return guid == null
          ? String.valueOf(dn)
          : dn == null ? guid.toString() : guid + " " + dn.text();
    }
  }

  /// How changes are found.
  enum Delta {
    /// DirSync where it is granted, else by uSNChanged.
    AUTO,
    /// The DirSync control, with value-level changes.
    DIRSYNC,
    /// By uSNChanged, object by object.
    USN
  }

  static final List<Setting> SETTINGS =
      List.of(
          new Setting(
              "url",
              "Domain controllers as ldaps://host:636 or ldap://host:389, the preferred one first.",
              true,
              false),
          optional("start-tls", "true: ldap:// connections are made TLS ones; default false."),
          optional("ca-file", "Certificates to trust, PEM; default: those of the platform."),
          optional(
              "login",
              "simple (default; only over TLS) or kerberos (also without TLS, encrypted by the"
                  + " ticket)."),
          new Setting(
              "account",
              "Who asks: sync@contoso.com, CONTOSO\\sync or a DN; for Kerberos name@REALM.",
              true,
              false),
          new Setting("password", "The password of the account.", false, true),
          optional("keytab", "Kerberos: a keytab file instead of a password."),
          optional("kdc", "Kerberos: where tickets come from; default: the domain controller."),
          optional(
              "kerberos-host",
              "Kerberos: the host name of the service ldap/host; default: the host of the url."),
          optional(
              "partitions",
              "DNs of the domains to read, one per line; default: the domain of the first domain"
                  + " controller."),
          optional(
              "containers",
              "OUs to read, one per line: objectGUID and DN; the GUID decides, so that a renamed OU"
                  + " stays in scope. Default: all."),
          optional("excluded-containers", "OUs to leave out, in the same form."),
          optional(
              "types",
              "Types as type=objectClass, most specific first; default: the usual classes under"
                  + " their own names."),
          optional("filter", "type=(LDAP filter), one per line: a further condition of a type."),
          optional("page-size", "Entries per page, 1 to 1000; default 500."),
          optional("call-timeout", "The longest wait for one answer; default 30s."),
          optional("connections", "Connections that write at the same time, 1 to 64; default 4."),
          optional(
              "delta",
              "How changes are found: auto (default), dirsync or usn (object by object, no"
                  + " value-level membership)."),
          optional("create-parents", "true: OUs above a new object are created."));

  static AdSettings of(SettingValues settings) {
    Map<String, String> types = settings.pairs("types");
    ObjectClassMapping mapping =
        types.isEmpty() ? ObjectClassMapping.usual() : new ObjectClassMapping(types);
    LdapAccess.Tree tree =
        new LdapAccess.Tree(
            settings.lines("partitions").stream()
                .map(text -> dn(settings, "partitions", text))
                .toList(),
            "objectGUID",
            mapping,
            filters(settings, mapping));
    LdapAccess.Limits limits =
        new LdapAccess.Limits(
            settings.number("page-size", 500, 1, 1_000),
            settings.duration("call-timeout", Duration.ofSeconds(30)),
            settings.number("connections", 4, 1, 64));
    LdapAccess access =
        new LdapAccess(
            settings.connector(),
            server(settings),
            tree,
            limits,
            new LdapAccess.Writing(settings.flag("create-parents", false), null));
    Containers containers =
        new Containers(
            containers(settings, "containers"), containers(settings, "excluded-containers"));
    return new AdSettings(access, containers, delta(settings));
  }

  private static LdapAccess.Server server(SettingValues settings) {
    List<LdapEndpoint> endpoints = LdapEndpoint.of(settings);
    boolean startTls = settings.flag("start-tls", false);
    boolean clear = !startTls && endpoints.stream().anyMatch(endpoint -> !endpoint.tls());
    Login login = login(settings, !clear);
    if (login.needsTls() && clear) {
      throw settings.invalid(
          "url",
          "ldaps://, or \"start-tls: true\", or \"login: kerberos\": otherwise everybody on the"
              + " way could read the password");
    }
    return new LdapAccess.Server(
        endpoints,
        startTls,
        settings.text("ca-file").map(Path::of).orElse(null),
        login,
        AdDialect.ACTIVE_DIRECTORY);
  }

  private static Login login(SettingValues settings, boolean tls) {
    String account = settings.required("account");
    return switch (settings.text("login").orElse("simple")) {
      case "simple" -> new Login.Simple(account, settings.required("password"));
      case "kerberos" -> {
        if (account.indexOf('@') <= 0) {
          throw settings.invalid("account", "name@REALM for \"login: kerberos\"");
        }
        Path keytab = settings.text("keytab").map(Path::of).orElse(null);
        String password = keytab == null ? settings.required("password") : null;
        yield new KerberosLogin(
            account,
            new KerberosLogin.Secret(password, keytab),
            new KerberosLogin.Places(
                settings.text("kdc").orElse(null), settings.text("kerberos-host").orElse(null)),
            tls);
      }
      default -> throw settings.invalid("login", "simple or kerberos");
    };
  }

  private static List<ContainerName> containers(SettingValues settings, String setting) {
    List<ContainerName> names = new ArrayList<>();
    for (String line : settings.lines(setting)) {
      String[] parts = line.split("\\s+", 2);
      Optional<ObjectGuid> guid = ObjectGuid.parse(parts[0]);
      if (guid.isEmpty()) {
        names.add(new ContainerName(null, dn(settings, setting, line)));
      } else {
        Dn dn = parts.length > 1 ? dn(settings, setting, parts[1]) : null;
        names.add(new ContainerName(guid.get(), dn));
      }
    }
    return names;
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
      case "dirsync" -> Delta.DIRSYNC;
      case "usn" -> Delta.USN;
      default -> throw settings.invalid("delta", "auto, dirsync or usn");
    };
  }

  private static Dn dn(SettingValues settings, String name, String text) {
    try {
      return Dn.of(text);
    } catch (DnSyntaxException e) {
      throw settings.invalid(name, "a DN, or a GUID and a DN: " + e.getMessage());
    }
  }

  private static Setting optional(String name, String description) {
    return new Setting(name, description, false, false);
  }
}
