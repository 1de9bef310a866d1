// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;

/// How an application proves who it is: by a secret, or by something signed with its key.
///
/// @param form what was posted
/// @param endpoint where it was posted to
record Proof(Map<String, String> form, String endpoint) {
  private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /// The application.
  Client client(Map<String, Client> clients, Instant now) {
    String id = form.getOrDefault("client_id", "");
    Client client = clients.get(id);
    if (client == null) {
      throw new LoginException(
          400,
          "unauthorized_client",
          700016,
          "Application with identifier '%s' was not found in the directory.".formatted(id));
    }
    if (form.containsKey("client_assertion")) {
      checkAssertion(client, now);
    } else {
      checkSecret(client);
    }
    return client;
  }

  private void checkSecret(Client client) {
    byte[] given = form.getOrDefault("client_secret", "").getBytes(StandardCharsets.UTF_8);
    boolean known = false;
    for (String secret : client.secrets()) {
      known |= MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8));
    }
    if (!known) {
      throw new LoginException(
          401,
          "invalid_client",
          7000215,
          "Invalid client secret provided for application '%s'.".formatted(client.id()));
    }
  }

  private void checkAssertion(Client client, Instant now) {
    if (!form.getOrDefault("client_assertion_type", "").equals(ASSERTION)) {
      throw refused("the type of the client assertion must be " + ASSERTION);
    }
    Jwt jwt =
        Jwt.read(form.getOrDefault("client_assertion", ""))
            .orElseThrow(() -> refused("the client assertion is no signed token"));
    boolean signed = false;
    for (X509Certificate certificate : client.certificates()) {
      signed |= jwt.isSignedBy(certificate.getPublicKey());
    }
    if (!signed) {
      throw new LoginException(
          401,
          "invalid_client",
          700027,
          "The certificate used to sign the client assertion is not registered on application '%s'."
              .formatted(client.id()));
    }
    if (!jwt.claims().path("iss").asString("").equals(client.id())
        || !jwt.claims().path("sub").asString("").equals(client.id())) {
      throw refused("issuer and subject of the client assertion must be the application");
    }
    var audience = jwt.claims().path("aud");
    String text = audience.isArray() ? audience.path(0).asString("") : audience.asString("");
    if (!text.equals(endpoint)) {
      throw refused("the audience of the client assertion must be " + endpoint);
    }
    long second = now.getEpochSecond();
    if (jwt.claims().path("exp").asLong() <= second) {
      throw new LoginException(
          401,
          "invalid_client",
          700024,
          "The client assertion is not within its valid time range.");
    }
  }

  private static LoginException refused(String why) {
    return new LoginException(401, "invalid_client", 50027, "JWT token is invalid: " + why + ".");
  }
}
