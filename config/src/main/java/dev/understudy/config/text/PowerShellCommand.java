// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.Position;
import java.util.List;

/// One command of a PowerShell script.
///
/// @param name of the command, as written
/// @param parameters in order
/// @param position where it begins
public record PowerShellCommand(String name, List<Parameter> parameters, Position position) {
  public PowerShellCommand {
    parameters = List.copyOf(parameters);
  }

  /// A named parameter.
  ///
  /// @param name without the dash
  /// @param values none for a switch; several for a list
  public record Parameter(String name, List<Value> values, Position position) {
    public Parameter {
      values = List.copyOf(values);
    }
  }

  /// One value.
  public sealed interface Value {
    Position position();
  }

  /// A string or a bare word, quotes and escapes resolved.
  public record Text(String text, Position position) implements Value {}

  /// `$true` or `$false`.
  public record Flag(boolean value, Position position) implements Value {}

  /// `$name` or `$name[0]`.
  public record Variable(String name, Position position) implements Value {}
}
