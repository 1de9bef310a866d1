// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.server;

import dev.understudy.tenant.fault.Fault;
import dev.understudy.tenant.fault.Faults;
import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.Header;
import dev.understudy.tenant.wire.Request;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Carries requests and answers over HTTP, and the faults that happen on that way.
public final class HttpServer implements AutoCloseable {
  private static final long BODY_BYTES_MAX = 8L << 20;
  private static final Duration DRIP = Duration.ofMillis(500);
  private static final String HTML =
      "<!DOCTYPE html><html><head><title>Bad gateway</title></head>"
          + "<body><h1>Our services aren't available right now</h1></body></html>";

  private final WebServer server;
  private final boolean tls;
  private final Function<Request, Answer> answers;
  private final Faults faults;

  /// Where a server listens.
  ///
  /// @param host the name or number of the interface
  /// @param port 0 for a free one
  /// @param identity null for clear text
  public record Address(String host, int port, @Nullable TlsIdentity identity) {}

  /// Starts to listen.
  public HttpServer(Address address, Function<Request, Answer> answers, Faults faults) {
    this.answers = answers;
    this.faults = faults;
    this.tls = address.identity() != null;
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(address.host())
            .port(address.port())
            .maxPayloadSize(BODY_BYTES_MAX)
            .shutdownHook(false)
            .routing(HttpRouting.builder().any(this::answer));
    TlsIdentity identity = address.identity();
    if (identity != null) {
      builder.tls(Tls.builder().sslContext(identity.serverContext()).build());
    }
    server = builder.build().start();
  }

  /// The port on which it listens.
  public int port() {
    return server.port();
  }

  private void answer(ServerRequest request, ServerResponse response) {
    Request read = read(request);
    Optional<Fault> fault = faults.meets(read, true);
    pause(faults.plan().latency());
    if (fault.filter(Fault.HTML::equals).isPresent()) {
      response.status(502).header("Content-Type", "text/html").send(HTML);
      return;
    }
    Answer answer = answers.apply(read);
    response.status(answer.status());
    for (Header header : answer.headers()) {
      response.header(header.name(), header.value());
    }
    byte[] body = answer.bytes();
    if (fault.isPresent()) {
      broken(fault.get(), response, body);
    } else if (body.length == 0) {
      response.send();
    } else {
      response.send(body);
    }
  }

  private static void broken(Fault fault, ServerResponse response, byte[] body) {
    switch (fault) {
      case TRUNCATED -> response.send(java.util.Arrays.copyOf(body, body.length / 2));
      case DROPPED -> {
        response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length + 100L));
        try (OutputStream out = response.outputStream()) {
          out.write(body, 0, body.length / 2);
          out.flush();
          throw new UncheckedIOException(new IOException("the connection breaks on purpose"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case SLOW -> {
        try (OutputStream out = response.outputStream()) {
          for (byte one : body) {
            out.write(one);
            out.flush();
            pause(DRIP);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case THROTTLED, UNAVAILABLE, LOST_ANSWER, DENIED, HTML ->
          throw new IllegalArgumentException(fault + " is no fault of the way back");
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Request read(ServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(header ->
            headers.put(header.headerName().lowerCase().toLowerCase(Locale.ROOT), header.values()));
    byte[] body = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    return new Request(
        request.prologue().method().text(),
        new Request.Target(
            (tls ? "https://" : "http://") + request.authority(),
            request.prologue().uriPath().rawPath(),
            request.prologue().query().rawValue()),
        headers,
        body);
  }

  @Override
  public void close() {
    server.stop();
  }
}
