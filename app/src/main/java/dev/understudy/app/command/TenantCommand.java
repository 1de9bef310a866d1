// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.command;

import dev.understudy.app.tenant.TenantFolder;
import dev.understudy.tenant.Seed;
import dev.understudy.tenant.Tenant;
import dev.understudy.tenant.TenantSettings;
import dev.understudy.tenant.directory.Organization;
import dev.understudy.tenant.fault.Fault;
import dev.understudy.tenant.fault.FaultPlan;
import dev.understudy.tenant.fault.Quota;
import dev.understudy.tenant.server.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the embedded cloud directory alone.
@Command(
    name = "tenant",
    description = {
      "Run a cloud directory to rehearse with: sign-in and Microsoft Graph v1.0 as published, for",
      "users, groups, contacts and devices. It keeps what it holds in a folder, and ends with Ctrl-C."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  understudy tenant --users 500               a tenant with 500 users of its own",
      "  understudy tenant --port 0 --fault throttled=0.5",
      "                                              a free port; half of all requests are refused"
    })
final class TenantCommand implements Callable<Integer> {
  private final Understudy understudy;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "tenant",
      description =
          "Where it keeps its objects, its certificate and the secret of its client (default:"
              + " ${DEFAULT-VALUE}).")
  private Path folder = Path.of("tenant");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8443",
      description = "Where it listens; 0 for a free port (default: ${DEFAULT-VALUE}).")
  private int port = 8_443;

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      defaultValue = "contoso.onmicrosoft.com,contoso.com",
      split = ",",
      description = "Its proven domains, the initial one first (default:%n${DEFAULT-VALUE}).")
  private List<String> domains = List.of("contoso.onmicrosoft.com", "contoso.com");

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Fill a new tenant with so many users of the cloud, and some contacts and devices.")
  private int users;

  @Option(
      names = "--writes",
      paramLabel = "N",
      defaultValue = "3000",
      description = "The quota: writes in 150 seconds (default: ${DEFAULT-VALUE}).")
  private int writes = 3_000;

  @Option(
      names = "--fault",
      paramLabel = "FAULT=SHARE",
      description = {
        "A fault for a share of all requests, for example throttled=0.5; may be repeated. Faults:",
        "throttled, unavailable, lost-answer, denied, html, truncated, dropped, slow."
      })
  private Map<String, Double> faults = Map.of();

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How many milliseconds every answer takes in addition.")
  private int latency;

  TenantCommand(Understudy understudy) {
    this.understudy = understudy;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<Fault, Double> shares = new EnumMap<>(Fault.class);
    faults.forEach((name, share) -> shares.put(TenantFolder.fault(name), share));
    TenantFolder place = TenantFolder.open(folder);
    Quota documented = Quota.DOCUMENTED;
    TenantSettings settings =
        new TenantSettings(
            new HttpServer.Address("localhost", port, place.identity()),
            place.database(),
            new Organization.Plan("", "Rehearsal", domains, List.of()),
            List.of(place.client()),
            new TenantSettings.Conduct(
                new Quota(
                    writes, documented.writeSpan(), documented.units(), documented.unitSpan()),
                new FaultPlan(
                    shares, Duration.ofMillis(latency), Duration.ofSeconds(1), System.nanoTime()),
                Clock.systemUTC()));
    try (Tenant tenant = Tenant.start(settings)) {
      if (place.isNew() && users > 0) {
        Seed.fill(tenant, users, domains.getFirst());
      }
      print(understudy.terminal().out(), tenant, place);
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static void print(PrintWriter out, Tenant tenant, TenantFolder place) {
    out.println("The tenant is there. A connector to it in understudy.yaml:");
    out.println();
    out.println("  cloud:");
    out.println("    type: entra");
    out.println("    settings:");
    out.println("      tenant-id: " + tenant.id());
    out.println("      client-id: " + place.client().id());
    out.println("      client-secret: ${file:" + place.secretFile() + "}");
    out.println("      authority: " + tenant.url());
    out.println("      graph-url: " + tenant.url());
    out.println("      ca-file: " + place.certificateFile());
    out.println();
    out.println("Ctrl-C ends it.");
    out.flush();
  }
}
