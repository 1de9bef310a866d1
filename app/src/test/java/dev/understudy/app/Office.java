// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import dev.understudy.app.output.Paint;
import dev.understudy.app.output.Terminal;
import dev.understudy.config.Environment;
import dev.understudy.testkit.company.Company;
import dev.understudy.testkit.company.LdifFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A small company and its configuration in a folder: people and groups in `corp` (LDIF), what the
/// personnel department knows of some of them in `hr` (CSV), all of them to be in `cloud` (LDIF).
final class Office {
  static final int PEOPLE = 24;
  static final int GROUPS = 2;
  static final Company COMPANY =
      new Company(new Company.Size(PEOPLE, GROUPS, 6), Company.Style.LDAP, 42);

  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();

  private Office(Path folder) {
    this.folder = folder;
  }

  /// A folder with the configuration and its files, in which nothing ran yet.
  static Office in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("rules"));
    Office office = new Office(folder);
    LdifFile.write(COMPANY, office.file("corp.ldif"));
    office.write("understudy.yaml", OfficeFiles.CONFIGURATION);
    office.write("hr.csv", OfficeFiles.HR);
    OfficeFiles.RULES.forEach((name, text) -> office.write("rules/" + name, text));
    return office;
  }

  /// One in which everything is in step.
  static Office working(Path folder) throws IOException {
    Office office = in(folder);
    office.run("cycle", "start", "initial").done();
    office.run("cycle", "start", "delta").done();
    return office;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// Sets an environment variable for the commands that follow.
  void variable(String name, String value) {
    variables.put(name, value);
  }

  /// Runs a command on this office as a script does.
  Outcome run(String... arguments) {
    return run(false, arguments);
  }

  /// Runs a command on this office before the eyes of a person.
  Outcome atTerminal(String... arguments) {
    return run(true, arguments);
  }

  private Outcome run(boolean interactive, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--config=" + file("understudy.yaml"));
    return run(interactive, variables, all);
  }

  /// Runs a command without a configuration of its own.
  static Outcome bare(String... arguments) {
    return run(false, Map.of(), List.of(arguments));
  }

  private static Outcome run(
      boolean interactive, Map<String, String> variables, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out), new PrintWriter(err), interactive, new Paint(interactive));
    Environment environment =
        new Environment(variables::get, Environment.ofThisProcess().factories());
    int code = Main.run(terminal, environment, arguments.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  /// What a command says as JSON.
  JsonNode json(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.add("-ojson");
    return run(all.toArray(String[]::new)).done().json();
  }

  void write(String name, String text) {
    try {
      Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces a text in a file, which must be there.
  void edit(String name, String before, String after) {
    String text = read(name);
    if (!text.contains(before)) {
      throw new AssertionError(name + " has no " + before);
    }
    write(name, text.replace(before, after));
  }

  /// Removes a person from `corp`.
  void dismiss(int person) {
    String text = read("corp.ldif");
    int from = text.indexOf("dn: " + COMPANY.personDn(person));
    int to = text.indexOf("\n\n", from) + 2;
    write(
        "corp.ldif",
        (text.substring(0, from) + text.substring(to))
            .replace("member: " + COMPANY.personDn(person) + "\n", "")
            .replace("manager: " + COMPANY.personDn(person) + "\n", ""));
  }
}
