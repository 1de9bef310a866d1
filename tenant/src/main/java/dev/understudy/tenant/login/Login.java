// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.login;

import dev.understudy.tenant.wire.Answer;
import dev.understudy.tenant.wire.GraphException;
import dev.understudy.tenant.wire.Json;
import dev.understudy.tenant.wire.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The login service: discovery, and tokens for applications that prove who they are.
public final class Login {
  private static final Duration LIFETIME = Duration.ofMinutes(60);
  private static final String AUDIENCE = "https://graph.microsoft.com";
  private static final String KEY_ID = "understudy-tenant";

  private final String tenantId;
  private final Set<String> names;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Clock clock;
  private final KeyPair keys;
  private volatile Instant oldest = Instant.EPOCH;

  /// @param tenantId the id of the tenant
  /// @param domains names under which it is known as well
  public Login(String tenantId, List<String> domains, List<Client> clients, Clock clock) {
    this.tenantId = tenantId;
    this.names = new HashSet<>(domains);
    this.names.add(tenantId);
    this.clock = clock;
    clients.forEach(this::register);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is not available", e);
    }
  }

  /// Makes an application known, or changes what is known of it.
  public void register(Client client) {
    clients.put(client.id(), client);
  }

  /// From now on no token is valid that was given out before.
  public void expireTokens() {
    oldest = clock.instant().plusMillis(1);
  }

  /// Answers a request to the login service; the path is not below `/v1.0`.
  public Answer answer(Request request) {
    List<String> path = request.segments();
    if (path.size() == 3 && path.subList(1, 3).equals(List.of("discovery", "instance"))) {
      return instance(request);
    }
    if (path.isEmpty()) {
      throw GraphException.noSegment("");
    }
    try {
      if (!names.contains(path.getFirst())) {
        throw new LoginException(
            400, "invalid_tenant", 90002, "Tenant '%s' not found.".formatted(path.getFirst()));
      }
      return switch (String.join("/", path.subList(1, path.size()))) {
        case "oauth2/v2.0/token" -> token(request);
        case "v2.0/.well-known/openid-configuration", ".well-known/openid-configuration" ->
            configuration(request);
        case "discovery/v2.0/keys" -> keys();
        default -> throw GraphException.noSegment(String.join("/", path));
      };
    } catch (LoginException e) {
      return error(e);
    }
  }

  private Answer instance(Request request) {
    String host = request.target().base().replaceFirst("^https?://", "");
    ObjectNode body = Json.object();
    body.put(
        "tenant_discovery_endpoint",
        request.target().base() + "/" + tenantId + "/v2.0/.well-known/openid-configuration");
    body.put("api-version", "1.1");
    ObjectNode entry = body.putArray("metadata").addObject();
    entry.put("preferred_network", host);
    entry.put("preferred_cache", host);
    entry.putArray("aliases").add(host);
    return Answer.of(200, body);
  }

  private Answer configuration(Request request) {
    String base = request.target().base() + "/" + tenantId;
    ObjectNode body = Json.object();
    body.put("issuer", base + "/v2.0");
    body.put("authorization_endpoint", base + "/oauth2/v2.0/authorize");
    body.put("token_endpoint", base + "/oauth2/v2.0/token");
    body.put("device_authorization_endpoint", base + "/oauth2/v2.0/devicecode");
    body.put("jwks_uri", base + "/discovery/v2.0/keys");
    ArrayNode methods = body.putArray("token_endpoint_auth_methods_supported");
    List.of("client_secret_post", "private_key_jwt", "client_secret_basic").forEach(methods::add);
    body.putArray("response_types_supported").add("code").add("id_token");
    body.putArray("subject_types_supported").add("pairwise");
    body.putArray("id_token_signing_alg_values_supported").add("RS256");
    return Answer.of(200, body);
  }

  private Answer keys() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    ObjectNode body = Json.object();
    ObjectNode node = body.putArray("keys").addObject();
    node.put("kty", "RSA");
    node.put("use", "sig");
    node.put("kid", KEY_ID);
    node.put("n", Jwt.encoded(key.getModulus().toByteArray()));
    node.put("e", Jwt.encoded(key.getPublicExponent().toByteArray()));
    return Answer.of(200, body);
  }

  private Answer token(Request request) {
    Map<String, String> form =
        Request.parameters(new String(request.body(), StandardCharsets.UTF_8));
    if (!form.getOrDefault("grant_type", "").equals("client_credentials")) {
      throw new LoginException(
          400, "unsupported_grant_type", 70003, "Only client_credentials is supported here.");
    }
    if (!form.getOrDefault("scope", "").contains("/.default")) {
      throw new LoginException(
          400, "invalid_scope", 1002012, "The scope of client credentials ends in /.default.");
    }
    Client client =
        new Proof(form, request.target().base() + "/" + String.join("/", request.segments()))
            .client(clients, clock.instant());
    Instant now = clock.instant();
    ObjectNode claims = Json.object();
    claims.put("aud", AUDIENCE);
    claims.put("iss", request.target().base() + "/" + tenantId + "/v2.0");
    claims.put("iat", now.getEpochSecond());
    claims.put("nbf", now.getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
    claims.put("appid", client.id());
    claims.put("tid", tenantId);
    claims.put("uti", UUID.randomUUID().toString());
    claims.put("given", now.toEpochMilli());
    ArrayNode roles = claims.putArray("roles");
    client.permissions().forEach(roles::add);
    ObjectNode header = Json.object();
    header.put("typ", "JWT").put("alg", "RS256").put("kid", KEY_ID);
    ObjectNode body = Json.object();
    body.put("token_type", "Bearer");
    body.put("expires_in", LIFETIME.toSeconds());
    body.put("ext_expires_in", LIFETIME.toSeconds());
    body.put("access_token", Jwt.sign(header, claims, keys.getPrivate()));
    return Answer.of(200, body);
  }

  private Answer error(LoginException e) {
    ObjectNode body = Json.object();
    body.put("error", e.error());
    body.put("error_description", e.getMessage());
    body.putArray("error_codes").add(e.number());
    body.put("timestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    body.put("trace_id", UUID.randomUUID().toString());
    body.put("correlation_id", UUID.randomUUID().toString());
    return Answer.of(e.status(), body);
  }

  /// Who a request comes from.
  ///
  /// @throws GraphException when no valid token says so
  public Caller caller(Request request) {
    String header = request.header("Authorization").orElse("");
    if (header.isEmpty()) {
      throw unauthorized("Access token is empty.");
    }
    Jwt token =
        Jwt.read(header.replaceFirst("(?i)^Bearer ", ""))
            .filter(jwt -> jwt.isSignedBy(keys.getPublic()))
            .orElseThrow(() -> unauthorized("Access token validation failure. Invalid signature."));
    Instant given = Instant.ofEpochMilli(token.claims().path("given").asLong());
    long until = token.claims().path("exp").asLong();
    if (clock.instant().getEpochSecond() >= until || given.isBefore(oldest)) {
      throw unauthorized("Lifetime validation failed, the token is expired.");
    }
    if (!token.claims().path("aud").asString("").equals(AUDIENCE)) {
      throw unauthorized("Access token validation failure. Invalid audience.");
    }
    Set<String> roles = new HashSet<>();
    token.claims().path("roles").forEach(role -> roles.add(role.asString()));
    return new Caller(token.claims().path("appid").asString(""), roles);
  }

  private static GraphException unauthorized(String message) {
    return GraphException.of(401, "InvalidAuthenticationToken", message);
  }
}
