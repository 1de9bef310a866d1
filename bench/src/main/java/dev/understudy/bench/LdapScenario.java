// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.understudy.config.defaults.DefaultRules;
import dev.understudy.testkit.company.Company;
import dev.understudy.testkit.company.LdifFile;
import dev.understudy.testkit.server.Slapd;
import dev.understudy.testkit.server.SlapdOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// One OpenLDAP server to another: whole cycles with export and confirmation.
final class LdapScenario implements AutoCloseable {
  private static final int GROUPS_WITH_ONE_MORE = 218;

  private final Company company;
  private final Path folder;
  private final Slapd source;
  private final Slapd target;
  private final Laboratory laboratory;

  LdapScenario(int people, int groups) throws IOException {
    folder = Folders.make("ldap");
    company = new Company(new Company.Size(people, groups - 1, 58), Company.Style.LDAP, 42);
    String suffix = Company.Style.LDAP.suffix();
    source = Slapd.prepare(SlapdOptions.of(suffix).withSessionLog(100_000));
    target = Slapd.prepare(SlapdOptions.of(suffix).withSessionLog(100_000));
    Path ldif = folder.resolve("source.ldif");
    writeSource(ldif);
    source.load(ldif);
    Path empty = folder.resolve("target.ldif");
    writeTarget(empty);
    target.load(empty);
    source.start();
    target.start();
    laboratory =
        new Laboratory(
            folder.resolve("understudy.db"),
            List.of(setup("source", source), setup("target", target)),
            DefaultRules.directoryToDirectory("source", "target"));
  }

  private static Laboratory.Setup setup(String name, Slapd server) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", server.url());
    settings.put("bind-dn", server.rootDn());
    settings.put("password", server.password());
    settings.put("allow-clear-text", "true");
    settings.put("base", server.suffix());
    settings.put("empty-group-member", "cn=nobody");
    settings.put("types", "inetOrgPerson=inetOrgPerson\ngroupOfNames=groupOfNames");
    return new Laboratory.Setup(
        name,
        "ldap",
        settings,
        Map.of(
            "Target.Users", "ou=people," + server.suffix(),
            "Target.Groups", "ou=groups," + server.suffix()));
  }

  private void writeSource(Path path) throws IOException {
    try (LdifFile file = new LdifFile(path)) {
      for (Company.Entry container : company.containers()) {
        file.entry(container);
      }
      for (int i = 0; i < company.size().people(); i++) {
        file.entry(company.person(i));
      }
      for (int i = 0; i < company.size().groups(); i++) {
        file.entry(group(i));
      }
      file.entry(largeGroup());
    }
  }

  /// Some groups have one member more, so that there are 39,160 memberships in all.
  private Company.Entry group(int number) {
    Company.Entry group = company.group(number);
    if (number >= GROUPS_WITH_ONE_MORE) {
      return group;
    }
    TreeSet<String> members = new TreeSet<>(group.attributes().getOrDefault("member", List.of()));
    for (int person = 0; members.size() == company.size().members(); person++) {
      members.add(company.personDn(person));
    }
    return withMembers(group, new ArrayList<>(members));
  }

  private Company.Entry largeGroup() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < company.size().people() / 2; i++) {
      members.add(company.personDn(i));
    }
    return withMembers(company.group(company.size().groups()), members);
  }

  private static Company.Entry withMembers(Company.Entry group, List<String> members) {
    Map<String, List<String>> attributes = new HashMap<>(group.attributes());
    attributes.put("member", members);
    return new Company.Entry(group.dn(), attributes, group.binary());
  }

  private void writeTarget(Path path) throws IOException {
    try (LdifFile file = new LdifFile(path)) {
      for (Company.Entry container : company.containers().subList(0, 2)) {
        file.entry(container);
      }
    }
  }

  Figure initial(double goal) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    laboratory.fullImport("source");
    laboratory.fullImport("target");
    double imported = watch.seconds();
    laboratory.synchronize("source", true);
    double synchronizedAt = watch.seconds();
    laboratory.export("target");
    double exported = watch.seconds();
    laboratory.deltaImport("target");
    double read = watch.seconds();
    laboratory.synchronize("target", false);
    return new Figure(
        "ldap: initial",
        watch.seconds(),
        goal,
        "s",
        "import %.1f s, sync %.1f s, export %.1f s, confirmation %.1f s (%.1f s to read), %s"
            .formatted(
                imported,
                synchronizedAt - imported,
                exported - synchronizedAt,
                watch.seconds() - exported,
                read - exported,
                watch.resources()));
  }

  Figure delta(String name, double goal) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    laboratory.deltaImport("source");
    laboratory.deltaImport("target");
    laboratory.synchronize("source", false);
    laboratory.synchronize("target", false);
    laboratory.export("target");
    Map<String, Long> counters = laboratory.counters();
    laboratory.deltaImport("target");
    laboratory.synchronize("target", false);
    return new Figure(name, watch.seconds(), goal, "s", counters + ", " + watch.resources());
  }

  /// 1 % of people changed, a tenth of these deleted as well.
  void changeOnePercent() throws LDAPException {
    try (LDAPConnection connection = connect()) {
      int people = company.size().people();
      for (int i = 0; i < people / 100; i++) {
        int person = i * 89 % people;
        if (i % 10 == 9) {
          connection.delete(company.personDn(person));
        } else {
          connection.modify(
              company.personDn(person),
              new Modification(ModificationType.REPLACE, "title", "Changed"));
        }
      }
    }
  }

  /// One member more in the large group.
  void addMember() throws LDAPException {
    try (LDAPConnection connection = connect()) {
      connection.modify(
          company.groupDn(company.size().groups()),
          new Modification(
              ModificationType.ADD, "member", company.personDn(company.size().people() - 1)));
    }
  }

  private LDAPConnection connect() throws LDAPException {
    return new LDAPConnection("127.0.0.1", source.port(), source.rootDn(), source.password());
  }

  @Override
  public void close() {
    laboratory.close();
    source.close();
    target.close();
    Folders.delete(folder);
  }
}
