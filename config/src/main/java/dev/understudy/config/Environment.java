// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.connector.ConnectorFactory;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// What configuration may refer to outside of its files.
///
/// @param variables the environment variables
/// @param factories the connectors that can be made
public record Environment(Variables variables, List<ConnectorFactory> factories) {
  public Environment {
    factories = List.copyOf(factories);
  }

  /// Environment variables.
  public interface Variables {
    /// The value of one; null where it is not set.
    @Nullable String get(String name);
  }

  /// This process: its variables, and every factory on its class path.
  public static Environment ofThisProcess() {
    return new Environment(
        System::getenv,
        ServiceLoader.load(ConnectorFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }
}
