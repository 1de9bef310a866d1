// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Sends requests. The time limit holds for the whole of an answer, so that one that trickles in is
/// given up as well as one that never begins.
final class Wire implements AutoCloseable {
  /// More than any page or group of a directory needs.
  static final long ANSWER_BYTES_MAX = 256L << 20;

  private final ScimSettings settings;
  private @Nullable HttpClient client;

  /// An answer as it came.
  record Response(int status, HttpHeaders headers, byte[] body) {}

  Wire(ScimSettings settings) {
    this.settings = settings;
  }

  /// Sends a request and waits for the whole answer.
  ///
  /// @throws IOException when there is no answer, or none in time
  Response send(HttpRequest request) throws IOException, InterruptedException {
    Duration limit = settings.limits().callTimeout();
    CompletableFuture<HttpResponse<byte[]>> sent =
        client()
            .sendAsync(
                request,
                HttpResponse.BodyHandlers.limiting(
                    HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      HttpResponse<byte[]> response = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Response(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the answer was not there after " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      sent.cancel(true);
    }
  }

  /// A redirect is not followed: it could take the secret elsewhere.
  private synchronized HttpClient client() {
    HttpClient known = client;
    if (known == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(settings.limits().callTimeout());
      ProxySelector proxies = ProxySelector.getDefault();
      if (proxies != null) {
        builder.proxy(proxies);
      }
      Path caFile = settings.access().caFile();
      if (caFile != null) {
        builder.sslContext(trusting(caFile));
      }
      known = builder.build();
      client = known;
    }
    return known;
  }

  private SSLContext trusting(Path caFile) {
    try (InputStream in = Files.newInputStream(caFile)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority" + n++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: the certificates in \"ca-file\" %s cannot be used: %s; expected PEM"
              .formatted(settings.name(), caFile, e),
          e);
    }
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
  }
}
