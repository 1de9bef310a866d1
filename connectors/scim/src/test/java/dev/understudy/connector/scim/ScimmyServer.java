// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.testkit.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The npm package scimmy-routers on node, in a process of its own that ends with this one.
final class ScimmyServer {
  static final String TOKEN = "rehearsal";
  private static final int INSTALL_SECONDS_MAX = 120;
  private static final List<String> PACKAGES =
      List.of("scimmy@1.3.5", "scimmy-routers@1.3.2", "express@4.21.2");

  private static @Nullable ScimmyServer running;

  private final int port;

  private ScimmyServer(int port) {
    this.port = port;
  }

  /// The server, empty; skips the test when node, npm or the packages cannot be had.
  static synchronized ScimmyServer empty() {
    ScimmyServer server = running;
    try {
      if (server == null) {
        server = new ScimmyServer(start());
        running = server;
      }
      server.reset();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:%d/scim".formatted(port);
  }

  private void reset() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/reset".formatted(port)))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  private static int start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("scimmy");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    install(folder);
    try (InputStream script =
        Objects.requireNonNull(ScimmyServer.class.getResourceAsStream("scimmy-server.mjs"))) {
      Files.copy(script, folder.resolve("server.mjs"));
    }
    ProcessBuilder builder =
        new ProcessBuilder("node", "server.mjs")
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors.log").toFile());
    builder.environment().put("SCIM_TOKEN", TOKEN);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null) {
      throw new IOException(
          "scimmy did not start: " + Files.readString(folder.resolve("errors.log")));
    }
    return Integer.parseInt(line.strip());
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}");
    Path log = folder.resolve("npm.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder(
                  Stream.concat(
                          Stream.of("npm", "install", "--no-audit", "--no-fund"), PACKAGES.stream())
                      .toList())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw Requirement.missing("npm", "apt-get install nodejs npm");
    }
    if (!npm.waitFor(INSTALL_SECONDS_MAX, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw Requirement.missing(
          "the npm package scimmy-routers",
          "npm could not install it: " + Files.readString(log).strip());
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
