// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.app.inspect.Explanations;
import dev.understudy.app.inspect.MetaverseLookup;
import dev.understudy.app.inspect.SpaceLookup;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.ProgressLine;
import dev.understudy.app.output.Terminal;
import dev.understudy.app.output.Texts;
import dev.understudy.config.Environment;
import dev.understudy.connector.ConnectorFactory;
import dev.understudy.engine.run.RunProfile;
import dev.understudy.engine.space.SpaceObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Shows on a generated company what the product does, from the first cycle to a day of changes.
public final class Demo {
  private final Terminal terminal;
  private final PrintWriter out;
  private final DemoFiles files;
  private final Corp corp;

  /// @param folder an empty folder for its files
  /// @param people how many people the company has
  public Demo(Terminal terminal, Path folder, int people) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.files = new DemoFiles(folder);
    this.corp = new Corp(people);
  }

  /// Runs all of it.
  public void run() throws IOException, InterruptedException {
    files.writeForMemory();
    List<ConnectorFactory> factories = new ArrayList<>(Environment.ofThisProcess().factories());
    factories.add(new MemoryFactory(corp.directory()));
    Environment environment = new Environment(System::getenv, factories);
    try (Instance instance = Instance.open(files.configuration(), environment);
        ProgressLine progress = new ProgressLine(terminal)) {
      Stage stage = new Stage(instance, progress, terminal);
      introduce();
      firstCycle(stage);
      CorpDay day = aDay(stage);
      heading("7. A further cycle finds nothing to do");
      stage.cycle();
      out.println();
      explain(instance, day);
    }
    files.writeForFile(corp.directory());
  }

  private void introduce() {
    out.println(
        """
        A company has %s people, %s groups and %s contacts in its directory, "corp": in memory here,
        it behaves like Active Directory. They shall also be in a cloud directory, "cloud": a file
        here, empty at first. What goes there, and how, say the rules that come with Understudy.
        """
            .formatted(
                Texts.count(corp.count("user")),
                Texts.count(corp.count("group")),
                Texts.count(corp.count("contact"))));
  }

  private void firstCycle(Stage stage) throws InterruptedException {
    heading("1. Read everything, and work out what the cloud should hold");
    stage.run(DemoFiles.CORP, RunProfile.FULL_IMPORT);
    stage.run(DemoFiles.CLOUD, RunProfile.FULL_IMPORT);
    stage.run(DemoFiles.CORP, RunProfile.FULL_SYNCHRONIZATION);
    stage.run(DemoFiles.CLOUD, RunProfile.FULL_SYNCHRONIZATION);
    out.println();
    heading("2. Nothing is exported that could not be seen before   (understudy pending)");
    stage.pending(1);
    heading("3. Export, and read back what really arrived");
    stage.run(DemoFiles.CLOUD, RunProfile.EXPORT);
    stage.confirm();
    stage.run(DemoFiles.CLOUD, RunProfile.DELTA_SYNCHRONIZATION);
    out.println();
  }

  private CorpDay aDay(Stage stage) throws InterruptedException {
    heading("4. A day in the company");
    CorpDay day = CorpDay.of(corp);
    day.stories().forEach(story -> out.println("   - " + story));
    out.println();
    heading("5. The next cycle reads and works out only what changed");
    stage.run(DemoFiles.CORP, RunProfile.DELTA_IMPORT);
    stage.run(DemoFiles.CORP, RunProfile.DELTA_SYNCHRONIZATION);
    out.println();
    heading("6. What that means for the cloud: before, after, and the rule that wants it");
    stage.pending(Integer.MAX_VALUE);
    stage.run(DemoFiles.CLOUD, RunProfile.EXPORT);
    stage.confirm();
    out.println();
    return day;
  }

  private void explain(Instance instance, CorpDay day) {
    heading("8. Every value knows where it comes from   (understudy explain)");
    SpaceObject moved = new SpaceLookup(instance).one(DemoFiles.CORP, day.moved().text());
    new MetaverseLookup(instance)
        .ofLink(moved)
        .ifPresent(object -> new Explanations(instance).of(object, "department").print(terminal));
    out.println();
  }

  private void heading(String text) {
    out.println(text);
    out.println();
    out.flush();
  }
}
