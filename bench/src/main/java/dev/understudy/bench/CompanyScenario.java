// SPDX-License-Identifier: Apache-2.0
package dev.understudy.bench;

import dev.understudy.config.defaults.DefaultRules;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.testkit.company.Company;
import dev.understudy.testkit.company.LdifFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Active Directory as LDIF to a cloud that is empty: a company imported and synchronized, then
/// nothing changed, then a little, then one member of a large group.
final class CompanyScenario implements AutoCloseable {
  private static final int LARGE_GROUP = 100_000;

  private final Company company;
  private final Path folder;
  private final Path changes;
  private final Laboratory laboratory;
  private int changeFiles;

  CompanyScenario(Company company, Path folder) throws IOException {
    this.company = company;
    this.folder = folder;
    this.changes = Files.createDirectories(folder.resolve("changes"));
    Path source = folder.resolve("company.ldif");
    LdifFile.write(company, source);
    appendLargeGroup(source);
    Path target = folder.resolve("cloud.ldif");
    Files.writeString(target, "version: 1\n\n");
    laboratory =
        new Laboratory(
            folder.resolve("understudy.db"),
            List.of(
                new Laboratory.Setup(
                    "ad",
                    "ldif",
                    Map.of(
                        "file",
                        source.toString(),
                        "changes",
                        changes.toString(),
                        "anchor-attribute",
                        "objectGUID",
                        "types",
                        "user=user group=group"),
                    Map.of(
                        "Domain.FQDN", "contoso.com",
                        "Domain.Netbios", "CONTOSO",
                        "Forest.FQDN", "contoso.com",
                        "Forest.Netbios", "CONTOSO")),
                new Laboratory.Setup(
                    "cloud",
                    "ldif",
                    Map.of("file", target.toString(), "anchor-attribute", "dn"),
                    Map.of())),
            DefaultRules.load("ad", "cloud"));
  }

  /// One more group that has nearly everybody, for the scenario of one new member.
  private void appendLargeGroup(Path source) throws IOException {
    int members = Math.min(LARGE_GROUP, company.size().people() - 1);
    List<String> lines = new ArrayList<>();
    Company.Entry group = company.group(company.size().groups());
    lines.add(LdifFile.text("dn", group.dn()));
    group
        .attributes()
        .forEach((name, values) -> {
          if (!name.equals("member")) {
            values.forEach(value -> lines.add(LdifFile.text(name, value)));
          }
        });
    group
        .binary()
        .forEach((name, bytes) ->
            lines.add(name + ":: " + java.util.Base64.getEncoder().encodeToString(bytes)));
    try (var out = Files.newBufferedWriter(source, java.nio.file.StandardOpenOption.APPEND)) {
      for (String line : lines) {
        out.write(line + "\n");
      }
      for (int i = 0; i < members; i++) {
        out.write(LdifFile.text("member", company.personDn(i)) + "\n");
      }
      out.write("\n");
    }
  }

  Laboratory laboratory() {
    return laboratory;
  }

  long pendingExports() {
    return laboratory.store().space().count(laboratory.number("cloud"), SpaceState.PENDING_EXPORT);
  }

  /// Full import of both sides and synchronization, up to what would be exported.
  Figure initial(String name, double goal) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    laboratory.fullImport("ad");
    double imported = watch.seconds();
    laboratory.synchronize("ad", true);
    double seconds = watch.seconds();
    return new Figure(
        name,
        seconds,
        goal,
        "s",
        "import %.1f s, sync %.1f s, %s, %,d pending exports"
            .formatted(imported, seconds - imported, watch.resources(), pendingExports()));
  }

  /// Delta import and delta synchronization.
  Figure delta(String name, double goal) throws InterruptedException {
    Stopwatch watch = new Stopwatch();
    laboratory.deltaImport("ad");
    double imported = watch.seconds();
    laboratory.synchronize("ad", false);
    double seconds = watch.seconds();
    return new Figure(
        name,
        seconds,
        goal,
        "s",
        "import %.3f s, sync %.3f s, %s"
            .formatted(imported, seconds - imported, watch.resources()));
  }

  /// 1 % of people changed, 0.2 % added, 0.2 % deleted, as change records.
  void changeALittle() throws IOException {
    int people = company.size().people();
    Company more =
        new Company(
            new Company.Size(people * 2, company.size().groups(), company.size().members()),
            company.style(),
            company.seed());
    try (LdifFile file = nextChanges()) {
      for (int i = 0; i < people / 100; i++) {
        file.record(
            List.of(
                LdifFile.text("dn", company.personDn(i * 97 % people)),
                "changetype: modify",
                "replace: title",
                "title: Changed " + changeFiles,
                "-"));
      }
      for (int i = 0; i < people / 500; i++) {
        add(file, more, people + i);
        file.record(
            List.of(LdifFile.text("dn", company.personDn(people - 1 - i)), "changetype: delete"));
      }
    }
  }

  private static void add(LdifFile file, Company company, int person) throws IOException {
    Company.Entry entry = company.person(person);
    List<String> lines = new ArrayList<>();
    lines.add(LdifFile.text("dn", entry.dn()));
    lines.add("changetype: add");
    entry
        .attributes()
        .forEach((name, values) -> values.forEach(value -> lines.add(LdifFile.text(name, value))));
    entry
        .binary()
        .forEach((name, bytes) ->
            lines.add(name + ":: " + java.util.Base64.getEncoder().encodeToString(bytes)));
    file.record(lines);
  }

  int people() {
    return company.size().people();
  }

  /// One person more in the large group.
  void addMember(int person) throws IOException {
    member("add", person);
  }

  /// One person less in the large group.
  void removeMember(int person) throws IOException {
    member("delete", person);
  }

  private void member(String operation, int person) throws IOException {
    try (LdifFile file = nextChanges()) {
      file.record(
          List.of(
              LdifFile.text("dn", company.groupDn(company.size().groups())),
              "changetype: modify",
              operation + ": member",
              LdifFile.text("member", company.personDn(person)),
              "-"));
    }
  }

  private LdifFile nextChanges() throws IOException {
    changeFiles++;
    Path finished = changes.resolve("%04d.ldif".formatted(changeFiles));
    return new LdifFile(finished);
  }

  @Override
  public void close() {
    laboratory.close();
    Folders.delete(folder);
  }
}
