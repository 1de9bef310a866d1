// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.CompiledRule;
import dev.understudy.engine.program.ObjectInputs;
import dev.understudy.engine.rule.LinkType;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceObject;
import java.util.ArrayList;
import java.util.List;

/// A connector-space object with the inbound rules that apply to it.
///
/// @param rules in scope, by precedence
record Contributor(SpaceObject object, ObjectInputs inputs, List<CompiledRule> rules) {

  /// Finds the rules that apply to an object. None apply to an object that its directory does not
  /// hold, nor to one that is to be deleted.
  static Contributor of(SyncWork work, SpaceObject object) {
    ObjectInputs inputs = new SpaceInputs(work, object);
    List<CompiledRule> rules = new ArrayList<>();
    if (object.images().imported() != null && !(object.images().intent() instanceof Intent.Gone)) {
      for (CompiledRule rule :
          work.program().inbound(object.connector(), object.identity().type())) {
        if (rule.scope().holds(inputs)) {
          rules.add(rule);
        }
      }
    }
    return new Contributor(object, inputs, rules);
  }

  /// Whether its values may flow: without a rule in scope that can make the link, none do
  /// (`spec/engine.md` §2.4 item 9).
  boolean mayFlow() {
    for (CompiledRule rule : rules) {
      if (rule.bearsLink()) {
        return true;
      }
    }
    return false;
  }

  /// Whether it keeps its metaverse object alive.
  boolean keepsAlive() {
    for (CompiledRule rule : rules) {
      if (rule.linkType() != LinkType.JOIN) {
        return mayFlow();
      }
    }
    return false;
  }

  int[] ruleNumbers() {
    int[] numbers = new int[rules.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = rules.get(i).number();
    }
    return numbers;
  }
}
