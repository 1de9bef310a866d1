// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where state is kept.
///
/// @param url `sqlite:` with the absolute path of a file, `sqlite::memory:`, or `jdbc:postgresql:…`
/// @param user at the database server
/// @param password of that user
/// @param cacheMegabytes how much memory the pages of a SQLite file may take
public record StoreConfiguration(
    String url, @Nullable String user, @Nullable Secret password, int cacheMegabytes) {
  static final int CACHE_MEGABYTES = 96;

  /// The password in the open, for the driver.
  public Optional<String> openPassword() {
    return Optional.ofNullable(password).map(Secret::value);
  }

  /// All but passwords, which may also be among the parameters of the URL.
  @Override
  public String toString() {
    int parameters = url.indexOf('?');
    return "StoreConfiguration[url=%s, user=%s, cacheMegabytes=%d]"
        .formatted(parameters < 0 ? url : url.substring(0, parameters), user, cacheMegabytes);
  }
}
