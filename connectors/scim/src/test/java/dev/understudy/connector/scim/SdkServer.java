// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.complex.BulkConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.ETagConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.FilterConfig;
import de.captaingoldfish.scim.sdk.common.resources.complex.PatchConfig;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import de.captaingoldfish.scim.sdk.server.endpoints.base.GroupEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.endpoints.base.UserEndpointDefinition;
import de.captaingoldfish.scim.sdk.server.schemas.ResourceType;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ETagFeature;
import de.captaingoldfish.scim.sdk.server.schemas.custom.ResourceTypeFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// SCIM-SDK on the HTTP server of the JDK: users and groups in memory. A test may step in between
/// and answer itself.
final class SdkServer implements AutoCloseable {
  static final String TOKEN = "rehearsal";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ResourceEndpoint endpoint;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Between between = (exchange, request) -> false;

  /// What the service can do.
  record Abilities(boolean patch, boolean filter, boolean etag, int bulk) {
    static final Abilities ALL = new Abilities(true, true, true, 50);
  }

  /// Steps in between; true when it has answered.
  @FunctionalInterface
  interface Between {
    boolean answers(HttpExchange exchange, String request) throws IOException;
  }

  SdkServer(Abilities abilities) {
    ServiceProvider provider =
        ServiceProvider.builder()
            .patchConfig(PatchConfig.builder().supported(abilities.patch()).build())
            .filterConfig(
                FilterConfig.builder().supported(abilities.filter()).maxResults(200).build())
            .eTagConfig(ETagConfig.builder().supported(abilities.etag()).build())
            .bulkConfig(
                BulkConfig.builder()
                    .supported(abilities.bulk() > 0)
                    .maxOperations(Math.max(1, abilities.bulk()))
                    .maxPayloadSize(1L << 20)
                    .build())
            .build();
    endpoint = new ResourceEndpoint(provider);
    configure(endpoint.registerEndpoint(new UserEndpointDefinition(new MemoryUsers())), abilities);
    configure(
        endpoint.registerEndpoint(new GroupEndpointDefinition(new MemoryGroups())), abilities);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/scim/v2", this::serve);
    server.start();
  }

  private static void configure(ResourceType type, Abilities abilities) {
    type.setFeatures(
        ResourceTypeFeatures.builder()
            .autoFiltering(true)
            .autoSorting(true)
            .eTagFeature(new ETagFeature(abilities.etag()))
            .build());
  }

  String url() {
    return "http://127.0.0.1:%d/scim/v2".formatted(server.getAddress().getPort());
  }

  /// What was asked, as method and path.
  List<String> requests() {
    return requests;
  }

  void stepInBetween(Between replacement) {
    between = replacement;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString().substring("/scim/v2".length());
      String request = exchange.getRequestMethod() + " " + path;
      requests.add(request);
      if (between.answers(exchange, request)) {
        return;
      }
      String login = exchange.getRequestHeaders().getFirst("Authorization");
      if (!("Bearer " + TOKEN).equals(login)) {
        answer(exchange, 401, "{\"status\":\"401\",\"detail\":\"who are you?\"}");
        return;
      }
      ScimResponse response = handle(exchange, body(exchange));
      String text = response.isEmpty() ? null : response.toString();
      response
          .getHttpHeaders()
          .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      answer(exchange, response.getHttpStatus(), response.getHttpStatus() == 204 ? null : text);
    }
  }

  /// What was sent; to be read once.
  static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Hands a request on.
  ScimResponse handle(HttpExchange exchange, String body) {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return endpoint.handleRequest(
        "http://127.0.0.1" + exchange.getRequestURI(),
        HttpMethod.valueOf(exchange.getRequestMethod()),
        body.isEmpty() ? null : body,
        headers,
        new Context(null));
  }

  static void answer(HttpExchange exchange, int status, @Nullable String body) throws IOException {
    if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
      exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
    }
    if (body == null) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
