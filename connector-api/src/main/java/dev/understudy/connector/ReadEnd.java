// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import org.jspecify.annotations.Nullable;

/// How a read ended. Only a read that is proven complete may lead to deletes by absence.
public sealed interface ReadEnd {

  /// Everything in scope was reported: the search ended with success, every page was seen, nothing
  /// was cut off.
  ///
  /// @param next where the next read of changes begins; null where the directory offers none
  record Complete(@Nullable Watermark next) implements ReadEnd {}

  /// Some of it could not be read. What was reported is true; what was not says nothing.
  ///
  /// @param reason for people
  record Incomplete(String reason) implements ReadEnd {}

  /// The watermark is unknown, too old or of another server: only a full read helps. Nothing was
  /// reported.
  ///
  /// @param reason for people
  record FullReadRequired(String reason) implements ReadEnd {}
}
