// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.demo.Demo;
import dev.understudy.app.demo.DemoFolder;
import dev.understudy.app.failure.AppException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the product on a generated company.
@Command(
    name = "demo",
    description = {
      "Show on a generated company what Understudy does.",
      "A first cycle, a day of changes, what they mean for the target and why, a further cycle;",
      "with nothing but this program."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy demo --once",
      "  understudy demo --once --users 5000 --keep demo   and go on with the folder"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int PEOPLE_MIN = 20;
  private static final int PEOPLE_MAX = 100_000;

  private final Understudy understudy;

  @Option(names = "--once", description = "Run through it once and end; that is all there is yet.")
  private boolean once;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many people the company has (default: ${DEFAULT-VALUE}).")
  private int people = 500;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description = "Keep configuration, store and files in this new folder, to go on with them.")
  private @Nullable Path keep;

  DemoCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!once) {
      throw AppException.usage("say demo --once; a demo that stays comes with the server");
    }
    if (people < PEOPLE_MIN || people > PEOPLE_MAX) {
      throw AppException.usage("--users is %d to %d".formatted(PEOPLE_MIN, PEOPLE_MAX));
    }
    try (DemoFolder folder = DemoFolder.of(keep)) {
      new Demo(understudy.terminal(), folder.path(), people).run();
    }
    next(understudy.terminal().out());
    return 0;
  }

  private void next(PrintWriter out) {
    out.println("What to try next:");
    out.println();
    if (keep == null) {
      out.println(
          "   understudy demo --once --keep FOLDER     the same, and keep everything to look into");
    } else {
      String config = "--config " + keep.resolve("understudy.yaml");
      out.println("   understudy %s history".formatted(config));
      out.println("   understudy %s cs search 'displayName=Anna*'".formatted(config));
      out.println("   understudy %s preview --all".formatted(config));
      out.println("   edit %s, then".formatted(keep.resolve("corp.ldif")));
      out.println("   understudy %s cycle start delta".formatted(config));
    }
    out.println("   understudy rules show --defaults ad-to-cloud     the rules that were used");
    out.println("   understudy --help");
  }
}
