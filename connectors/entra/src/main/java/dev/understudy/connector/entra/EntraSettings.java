// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an Entra connector is told.
///
/// @param name the connector's name, for messages
/// @param account who asks
/// @param place where Graph and the login service are
/// @param limits how much and how long at a time
/// @param matching whether an object of the cloud without anchor is taken over
record EntraSettings(String name, Account account, Place place, Limits limits, boolean matching) {

  /// @param tenantId id or domain of the tenant
  /// @param clientId id of the application
  /// @param proof its secret, or its certificate
  record Account(String tenantId, String clientId, Proof proof) {
    @Override
    public String toString() {
      return "application %s of tenant %s".formatted(clientId, tenantId);
    }
  }

  /// How the application proves who it is.
  sealed interface Proof {
    /// By a text.
    record Secret(String text) implements Proof {
      @Override
      public String toString() {
        return "a secret";
      }
    }

    /// By its key.
    ///
    /// @param file key and certificate, PKCS #12
    /// @param password of the file
    record Certificate(Path file, String password) implements Proof {
      @Override
      public String toString() {
        return "the certificate in " + file;
      }
    }
  }

  /// @param authority the login service
  /// @param graph Graph, without the version
  /// @param caFile certificates to trust, in PEM; null for those that the platform trusts
  record Place(String authority, String graph, @Nullable Path caFile) {}

  /// @param callTimeout the longest wait for one answer
  /// @param attempts how often a request is sent before it is given up
  /// @param pageSize objects that are asked for at a time
  /// @param writing how fast is written
  record Limits(Duration callTimeout, int attempts, int pageSize, Writing writing) {}

  /// @param batchesMax how many batches are under way at the same time
  /// @param quota writes that may be sent in `quotaSpan`
  record Writing(int batchesMax, int quota, Duration quotaSpan) {}

  static final List<Setting> SETTINGS =
      List.of(
          required("tenant-id", "Id or domain of the tenant."),
          required("client-id", "Id of the application that is registered there."),
          new Setting("client-secret", "Its secret; better is a certificate.", false, true),
          optional("certificate-file", "Its key and certificate, PKCS #12."),
          new Setting("certificate-password", "The password of that file.", false, true),
          optional("authority", "The login service; default https://login.microsoftonline.com."),
          optional("graph-url", "Microsoft Graph; default https://graph.microsoft.com."),
          optional("ca-file", "Certificates to trust, PEM; default: those of the platform."),
          optional(
              "soft-match",
              "true (default): a user of the cloud without anchor is taken over when name or"
                  + " primary address are the same; false: it is an error."),
          optional("call-timeout", "The longest wait for one answer; default 60s."),
          optional("attempts", "How often a request is tried, 1 to 20; default 8."),
          optional("page-size", "Objects asked for at a time, 1 to 999; default 500."),
          optional("batches", "Batches of 20 under way at the same time, 1 to 16; default 4."),
          optional("write-quota", "Writes allowed in write-quota-span; default 3000."),
          optional("write-quota-span", "The span of write-quota; default 150s."));

  static EntraSettings of(SettingValues settings) {
    Account account =
        new Account(
            settings.required("tenant-id"), settings.required("client-id"), proof(settings));
    Place place =
        new Place(
            url(settings, "authority", "https://login.microsoftonline.com"),
            url(settings, "graph-url", "https://graph.microsoft.com"),
            settings.text("ca-file").map(Path::of).orElse(null));
    Writing writing =
        new Writing(
            settings.number("batches", 4, 1, 16),
            settings.number("write-quota", 3_000, 1, 1_000_000),
            settings.duration("write-quota-span", Duration.ofSeconds(150)));
    Limits limits =
        new Limits(
            settings.duration("call-timeout", Duration.ofSeconds(60)),
            settings.number("attempts", 8, 1, 20),
            settings.number("page-size", 500, 1, 999),
            writing);
    return new EntraSettings(
        settings.connector(), account, place, limits, settings.flag("soft-match", true));
  }

  private static Proof proof(SettingValues settings) {
    Optional<String> secret = settings.text("client-secret");
    Optional<String> file = settings.text("certificate-file");
    if (secret.isPresent() == file.isPresent()) {
      throw settings.invalid(
          "certificate-file", "either certificate-file or client-secret, and not both");
    }
    return file.<Proof>map(path ->
            new Proof.Certificate(Path.of(path), settings.text("certificate-password").orElse("")))
        .orElseGet(() -> new Proof.Secret(secret.orElseThrow()));
  }

  private static String url(SettingValues settings, String name, String fallback) {
    String text = settings.text(name).orElse(fallback).replaceFirst("/+$", "");
    try {
      URI uri = URI.create(text);
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      throw settings.invalid(name, "an address that begins with https:// (" + e.getMessage() + ")");
    }
    throw settings.invalid(
        name, "an address that begins with https://, because secrets travel there");
  }

  private static Setting required(String name, String description) {
    return new Setting(name, description, true, false);
  }

  private static Setting optional(String name, String description) {
    return new Setting(name, description, false, false);
  }
}
