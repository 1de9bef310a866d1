// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import dev.understudy.connector.ConnectorFactory;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What configuration may refer to outside of its files.
///
/// @param variables value of an environment variable; null where it is not set
/// @param factories the connectors that can be made
public record Environment(
    Function<String, @Nullable String> variables, List<ConnectorFactory> factories) {
  public Environment {
    factories = List.copyOf(factories);
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
