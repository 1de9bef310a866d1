// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.value.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why an attribute has its value: every flow that leads to it, in the order of precedence, with
/// what became of it.
///
/// @param attribute the attribute's name
/// @param values its values now; references are shown by name
/// @param since when it got them; null where that is not recorded
/// @param contributions all flows to it, the strongest first
/// @param effects where the value goes from here; empty for a connector-space attribute
/// @param state for an attribute of a directory that is written to: how far the value is
public record Explanation(
    String attribute,
    List<Value> values,
    @Nullable Instant since,
    List<Contribution> contributions,
    List<Effect> effects,
    Delivery state) {
  public Explanation {
    contributions = List.copyOf(contributions);
    effects = List.copyOf(effects);
  }

  /// One flow.
  ///
  /// @param rule the rule's name
  /// @param precedence the rule's precedence number
  /// @param connector the rule's connector
  /// @param source name of the object it reads; empty when there is none
  /// @param flow what the rule says: an attribute, a constant, an expression
  /// @param verdict what became of it
  /// @param detail why, for people
  /// @param values what it contributed
  public record Contribution(
      String rule,
      long precedence,
      String connector,
      String source,
      String flow,
      Verdict verdict,
      String detail,
      List<Value> values) {}

  /// What became of a flow.
  public enum Verdict {
    /// Its value stands.
    WON,
    /// Its values are among those that stand.
    MERGED,
    /// A flow of higher precedence has a value.
    LOST,
    /// It had nothing to contribute.
    NULL,
    /// It said that there shall be no value.
    AUTHORITATIVE_NULL,
    /// It asked to be ignored.
    IGNORED,
    /// Its rule does not apply to the object.
    NOT_IN_SCOPE,
    /// There is no object of its connector, or one whose values may not flow.
    NO_SOURCE,
    /// It takes part only when the object is created.
    ONLY_ONCE,
    /// It failed.
    ERROR
  }

  /// Where a metaverse value goes.
  ///
  /// @param connector the connector's name
  /// @param object name of the object there
  /// @param attribute the attribute there
  /// @param rule the outbound rule's name
  /// @param delivery how far the value is
  public record Effect(
      String connector, String object, String attribute, String rule, Delivery delivery) {}

  /// How far a value is on its way to a directory.
  public enum Delivery {
    /// No outbound rule in scope manages it.
    NOT_MANAGED,
    /// The directory has it.
    CONFIRMED,
    /// It was sent; no import has shown it yet.
    AWAITING_CONFIRMATION,
    /// The next export sends it.
    PENDING_EXPORT
  }
}
