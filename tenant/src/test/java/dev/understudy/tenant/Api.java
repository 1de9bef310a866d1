// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import dev.understudy.tenant.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client that sends exactly what a test says.
final class Api {
  private final TestTenant tenant;
  private final HttpClient http =
      HttpClient.newBuilder().sslContext(TestTenant.certificates().clientContext()).build();
  private String token = "";

  Api(TestTenant tenant) {
    this.tenant = tenant;
  }

  /// @param body the JSON, or an empty object
  record Reply(int status, HttpResponse<String> http, ObjectNode body) {
    String code() {
      return body.path("error").path("code").asString("");
    }

    String target() {
      return body.path("error").path("details").path(0).path("target").asString("");
    }

    String id() {
      return body.path("id").asString();
    }

    List<String> ids() {
      List<String> ids = new ArrayList<>();
      body.path("value").forEach(node -> ids.add(node.path("id").asString()));
      return ids;
    }

    JsonNode value(int index) {
      return body.path("value").path(index);
    }
  }

  Reply get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, "", headers);
  }

  Reply post(String path, String body, String... headers) throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  Reply patch(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("PATCH", path, body, headers);
  }

  Reply delete(String path, String... headers) throws IOException, InterruptedException {
    return send("DELETE", path, "", headers);
  }

  /// A token for the client of the tests.
  String token() throws IOException, InterruptedException {
    if (token.isEmpty()) {
      Reply reply =
          form(
              "client_id=%s&client_secret=%s&grant_type=client_credentials&scope=%s"
                  .formatted(
                      TestTenant.CLIENT,
                      encoded(TestTenant.SECRET),
                      encoded("https://graph.microsoft.com/.default")));
      token = reply.body().path("access_token").asString();
    }
    return token;
  }

  void forgetToken() {
    token = "";
  }

  /// Posts a form to the token endpoint.
  Reply form(String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    tenant.tenant().url() + "/" + tenant.tenant().id() + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return reply(http.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  Reply send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    String url = path.startsWith("https:") ? path : tenant.tenant().url() + "/v1.0" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.replace(" ", "%20").replace("'", "%27")))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token());
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return reply(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  private static Reply reply(HttpResponse<String> response) {
    boolean json = response.body().startsWith("{") && response.body().endsWith("}");
    return new Reply(
        response.statusCode(), response, json ? Json.read(response.body()) : Json.object());
  }

  /// The body of a new user.
  static String user(String name, String... more) {
    return """
    {"accountEnabled": true, "displayName": "%s", "mailNickname": "%s",
     "userPrincipalName": "%s@contoso.com",
     "passwordProfile": {"password": "Secret-%s-123"}%s}\
    """
        .formatted(name, name, name, name, more.length == 0 ? "" : ", " + String.join(", ", more));
  }

  /// The body of a new security group.
  static String group(String name, String... more) {
    return """
    {"displayName": "%s", "mailNickname": "%s", "mailEnabled": false, "securityEnabled": true%s}\
    """
        .formatted(name, name, more.length == 0 ? "" : ", " + String.join(", ", more));
  }

  /// A reference to an object, in a body.
  String reference(String id) {
    return tenant.tenant().url() + "/v1.0/directoryObjects/" + id;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
