// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.program.Program;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepContext.Environment;
import dev.understudy.engine.work.Workspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What all parts of one synchronization share.
final class SyncWork {
  private final StepContext context;
  private final Workspace workspace;
  private final Map<Long, @Nullable String[]> parameters = new HashMap<>();
  private final Set<Long> unresolved = new HashSet<>();

  SyncWork(StepContext context) {
    this.context = context;
    this.workspace = new Workspace(context.store(), context.program());
  }

  StepContext context() {
    return context;
  }

  Program program() {
    return context.program();
  }

  Environment environment() {
    return context.environment();
  }

  Workspace workspace() {
    return workspace;
  }

  /// Objects that are referred to by an object whose references were looked at in this step, when
  /// they had no partner in the metaverse. When they get one, their referrers must be looked at,
  /// although the store cannot tell yet.
  Set<Long> unresolved() {
    return unresolved;
  }

  @Nullable String[] parameters(int connector, int partition) {
    return parameters.computeIfAbsent(
        ((long) connector << 32) | partition,
        absent ->
            program()
                .parameters(
                    connector, partition == 0 ? "" : program().dictionary().name(partition)));
  }
}
