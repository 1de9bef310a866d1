// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/// The client of Microsoft's SDK, pointed at a tenant of the tests.
final class SdkClient {
  private SdkClient() {}

  static GraphServiceClient of(TestTenant tenant) {
    Api api = new Api(tenant);
    AuthenticationProvider bearer =
        new AuthenticationProvider() {
          @Override
          public void authenticateRequest(
              RequestInformation request, @Nullable Map<String, Object> more) {
            try {
              request.headers.add("Authorization", "Bearer " + api.token());
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    OkHttpClient http =
        new OkHttpClient.Builder()
            .sslSocketFactory(TestTenant.certificates().clientContext().getSocketFactory(), trust())
            .build();
    GraphServiceClient graph = new GraphServiceClient(bearer, http);
    graph.getRequestAdapter().setBaseUrl(tenant.tenant().url() + "/v1.0");
    return graph;
  }

  private static X509TrustManager trust() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("tenant", TestTenant.certificates().certificate());
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
