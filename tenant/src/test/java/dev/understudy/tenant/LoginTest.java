// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.understudy.tenant.login.Client;
import dev.understudy.tenant.server.TlsIdentity;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Microsoft's own library signs in.
final class LoginTest {
  private static final Set<String> SCOPES = Set.of("https://graph.microsoft.com/.default");
  private final TestTenant tenant = TestTenant.start();
  private Api api = new Api(tenant);

  @BeforeEach
  void open() {
    api = new Api(tenant);
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void msalSignsInWithASecretAndItsTokenIsTaken() throws Exception {
    String token =
        signIn(ClientCredentialFactory.createFromSecret(TestTenant.SECRET)).accessToken();

    assertThat(api.get("/users", "Authorization", "Bearer " + token).status()).isEqualTo(200);
  }

  @Test
  void msalSignsInWithACertificate() throws Exception {
    TlsIdentity identity = TestTenant.certificates();

    String token =
        signIn(
                ClientCredentialFactory.createFromCertificate(
                    identity.key(), identity.certificate()))
            .accessToken();

    assertThat(api.get("/users", "Authorization", "Bearer " + token).status()).isEqualTo(200);
  }

  @Test
  void msalSignsInThroughOpenIdDiscovery() throws Exception {
    ConfidentialClientApplication application =
        ConfidentialClientApplication.builder(
                TestTenant.CLIENT, ClientCredentialFactory.createFromSecret(TestTenant.SECRET))
            .oidcAuthority(tenant.tenant().url() + "/" + tenant.tenant().id() + "/v2.0")
            .sslSocketFactory(TestTenant.certificates().clientContext().getSocketFactory())
            .build();

    assertThat(application.acquireToken(ClientCredentialParameters.builder(SCOPES).build()).get())
        .isNotNull();
  }

  @Test
  void aWrongSecretIsRefusedWithTheNumberThatPeopleKnow() {
    assertThatThrownBy(() -> signIn(ClientCredentialFactory.createFromSecret("wrong")))
        .hasCauseInstanceOf(MsalServiceException.class)
        .hasMessageContaining("AADSTS7000215");
  }

  @Test
  void aCertificateOfSomebodyElseIsRefused() throws Exception {
    TlsIdentity stranger = TlsIdentity.generate();

    assertThatThrownBy(() ->
            signIn(
                ClientCredentialFactory.createFromCertificate(
                    stranger.key(), stranger.certificate())))
        .hasMessageContaining("AADSTS700027");
  }

  @Test
  void everyEndpointWantsAToken() throws Exception {
    for (String path : new String[] {"/users", "/groups/delta", "/organization", "/nonsense"}) {
      Api.Reply reply = api.get(path, "Authorization", "Bearer nonsense");
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("InvalidAuthenticationToken");
    }
  }

  @Test
  void anExpiredTokenIsRefusedAndANewOneTaken() throws Exception {
    assertThat(api.get("/users").status()).isEqualTo(200);
    Thread.sleep(5);
    tenant.tenant().login().expireTokens();

    assertThat(api.get("/users").code()).isEqualTo("InvalidAuthenticationToken");
    Thread.sleep(5);
    api.forgetToken();
    assertThat(api.get("/users").status()).isEqualTo(200);
  }

  @Test
  void anApplicationMayDoOnlyWhatItWasGranted() throws Exception {
    tenant
        .tenant()
        .login()
        .register(
            new Client(
                TestTenant.CLIENT,
                java.util.List.of(TestTenant.SECRET),
                java.util.List.of(),
                Set.of("User.Read.All")));

    assertThat(api.get("/users").status()).isEqualTo(200);
    assertThat(api.post("/users", Api.user("ann")).code()).isEqualTo("Authorization_RequestDenied");
    assertThat(api.get("/groups").status()).isEqualTo(403);
  }

  private IAuthenticationResult signIn(IClientCredential credential) throws Exception {
    ConfidentialClientApplication application =
        ConfidentialClientApplication.builder(TestTenant.CLIENT, credential)
            .authority(tenant.tenant().url() + "/" + tenant.tenant().id() + "/")
            .instanceDiscovery(false)
            .sslSocketFactory(TestTenant.certificates().clientContext().getSocketFactory())
            .build();
    return application.acquireToken(ClientCredentialParameters.builder(SCOPES).build()).get();
  }
}
