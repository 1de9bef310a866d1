// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import java.util.Map;

/// A connector whose directory knows values of `%parameters%` that rules use, such as the names of
/// its domain.
public interface ParameterSource extends Connector {

  /// The values by name, by partition; those under the empty name hold for all. Configuration has
  /// the last word.
  ///
  /// @throws ConnectorException when the directory does not answer
  Map<String, Map<String, String>> parameters();
}
