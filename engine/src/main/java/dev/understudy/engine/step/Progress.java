// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.step;

/// Told how far a step is, often; must return quickly.
@FunctionalInterface
public interface Progress {
  /// Nobody looks.
  Progress NONE = (phase, done, total) -> {};

  /// Reports the present state.
  ///
  /// @param phase what is being done, for example `import` or `completing-obsoletion`
  /// @param done objects done in this phase
  /// @param total objects in this phase, 0 when unknown
  void at(String phase, long done, long total);
}
