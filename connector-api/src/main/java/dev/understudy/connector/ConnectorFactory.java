// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import java.util.List;
import java.util.Map;

/// Makes connectors of one kind from configuration; found by [java.util.ServiceLoader].
public interface ConnectorFactory {

  /// The word after `type:` in configuration, for example `ldap`.
  String type();

  /// The settings this connector knows, for documentation, validation and did-you-mean.
  List<Setting> settings();

  /// Makes a connector. Opens no connection and reads no file: [Connector#test()] and the reads do.
  ///
  /// @param name the connector's name in configuration, for messages
  /// @param settings name to text; every name is one of [#settings()], required ones are there
  /// @throws ConnectorException with `CONFIGURATION` when a setting has a value that cannot work
  Connector create(String name, Map<String, String> settings);

  /// One setting.
  ///
  /// @param name as it stands in configuration, lower-kebab-case
  /// @param description one line: meaning, unit, default
  /// @param required whether it must be given
  /// @param secret whether its value must never be shown
  record Setting(String name, String description, boolean required, boolean secret) {}
}
