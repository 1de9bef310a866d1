// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import org.jspecify.annotations.Nullable;

/// Which store to open.
///
/// @param url `sqlite:` and the path of a file, a path alone, `sqlite::memory:` for one that is
///   gone when it is closed, or `jdbc:postgresql://host/database`, with all that its driver
///   understands, several hosts included
/// @param user name at the database server; null when the URL or the server's own means say it
/// @param password of that user; null when there is none to give
/// @param cacheMegabytes how much memory the pages of a SQLite file may take
public record StoreSettings(
    String url, @Nullable String user, @Nullable String password, int cacheMegabytes) {
  public static final int CACHE_MEGABYTES = 96;

  public StoreSettings {
    if (cacheMegabytes < 4) {
      throw new IllegalArgumentException(
          "a store's cache has at least 4 megabytes, not " + cacheMegabytes);
    }
  }

  /// The store at `url`, with nothing else said.
  public static StoreSettings of(String url) {
    return new StoreSettings(url, null, null, CACHE_MEGABYTES);
  }

  /// All but the password.
  @Override
  public String toString() {
    return "StoreSettings[url=%s, user=%s, cacheMegabytes=%d]"
        .formatted(urlWithoutParameters(), user, cacheMegabytes);
  }

  /// The URL without its parameters and without a user, for a password may be in both places.
  String urlWithoutParameters() {
    int parameters = url.indexOf('?');
    return (parameters < 0 ? url : url.substring(0, parameters)).replaceAll("//[^/]*@", "//");
  }
}
