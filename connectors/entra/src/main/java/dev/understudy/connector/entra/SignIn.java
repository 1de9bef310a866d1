// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Tokens for Graph, by MSAL, which keeps them for as long as they are good.
final class SignIn {
  private static final String SCOPE = "https://graph.microsoft.com/.default";

  private static final Set<String> MICROSOFT =
      Set.of(
          "https://login.microsoftonline.com",
          "https://login.microsoftonline.us",
          "https://login.chinacloudapi.cn",
          "https://login.partner.microsoftonline.cn");

  private static final Set<String> REFUSALS =
      Set.of("invalid_client", "unauthorized_client", "invalid_tenant", "invalid_scope");

  private final EntraSettings settings;
  private final SSLContext tls;
  private @Nullable ConfidentialClientApplication application;

  SignIn(EntraSettings settings, SSLContext tls) {
    this.settings = settings;
    this.tls = tls;
  }

  /// A token.
  ///
  /// @param fresh whether the one that is kept was refused
  synchronized String token(boolean fresh) throws InterruptedException {
    try {
      ConfidentialClientApplication known = application;
      if (known == null) {
        known = application();
        application = known;
      }
      return known
          .acquireToken(
              ClientCredentialParameters.builder(Set.of(scope())).skipCache(fresh).build())
          .get()
          .accessToken();
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNullElse(e.getCause(), e));
    } catch (IOException | GeneralSecurityException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: %s cannot be used: %s"
              .formatted(settings.name(), settings.account().proof(), e.getMessage()),
          e);
    }
  }

  /// The audience is Graph itself, and the national clouds have their own.
  private String scope() {
    String graph = settings.place().graph();
    boolean national = graph.endsWith(".microsoft.us") || graph.endsWith(".chinacloudapi.cn");
    return national ? graph + "/.default" : SCOPE;
  }

  private ConfidentialClientApplication application() throws IOException, GeneralSecurityException {
    String authority = settings.place().authority();
    boolean microsoft = MICROSOFT.contains(authority);
    ConfidentialClientApplication.Builder builder =
        ConfidentialClientApplication.builder(settings.account().clientId(), credential())
            .connectTimeoutForDefaultHttpClient((int) settings.limits().callTimeout().toMillis())
            .readTimeoutForDefaultHttpClient((int) settings.limits().callTimeout().toMillis())
            .sslSocketFactory(tls.getSocketFactory());
    try {
      // MSAL would ask Microsoft about an authority that it does not know.
      return builder
          .authority(authority + "/" + settings.account().tenantId() + "/")
          .instanceDiscovery(microsoft)
          .build();
    } catch (MalformedURLException e) {
      throw new IOException("the authority is no address", e);
    }
  }

  private IClientCredential credential() throws IOException, GeneralSecurityException {
    return switch (settings.account().proof()) {
      case EntraSettings.Proof.Secret(String text) ->
          ClientCredentialFactory.createFromSecret(text);
      case EntraSettings.Proof.Certificate(var file, String password) -> {
        try (InputStream in = Files.newInputStream(file)) {
          yield ClientCredentialFactory.createFromCertificate(in, password);
        }
      }
    };
  }

  private ConnectorException failure(Throwable cause) {
    if (cause instanceof MsalServiceException answer && isRefusal(answer)) {
      return new ConnectorException(
          ErrorCode.CREDENTIALS,
          ("connector %s: the login service refuses %s: %s. Check \"tenant-id\", \"client-id\" and"
                  + " the secret or certificate, and whether it has expired.")
              .formatted(settings.name(), settings.account(), answer.getMessage()),
          cause);
    }
    String message =
        "connector %s: signing in at %s failed: %s"
            .formatted(settings.name(), settings.place().authority(), reason(cause));
    return new ConnectorException(ErrorCode.CONNECTIVITY, message, cause);
  }

  /// An answer that nobody understands, such as the page of a proxy, refuses nothing.
  private static boolean isRefusal(MsalServiceException answer) {
    Integer status = answer.statusCode();
    return (status != null && status >= 400 && status < 500)
        || REFUSALS.contains(String.valueOf(answer.errorCode()));
  }

  private static String reason(Throwable cause) {
    Throwable last = cause;
    while (last instanceof MsalException && last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }
}
