// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.expr.EvaluationException;
import dev.understudy.engine.program.FlowException;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.work.Workspace;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// The objects that failed in one step: each keeps its error, what was decided for it is taken
/// back, and the run goes on (`spec/engine.md` §2.11).
final class Failures {
  private final SyncWork work;
  private final Set<Long> failed = new HashSet<>();

  Failures(SyncWork work) {
    this.work = work;
  }

  /// Whether the object failed in this step.
  boolean contains(long id) {
    return failed.contains(id);
  }

  /// Does something for an object, all or nothing.
  ///
  /// @param object as it is before
  /// @return whether it succeeded
  boolean attempt(SpaceObject object, Runnable action) {
    Workspace workspace = work.workspace();
    workspace.mark();
    try {
      action.run();
      return true;
    } catch (FlowException e) {
      workspace.rollback();
      fail(object, e.error(), String.valueOf(e.getMessage()));
    } catch (EvaluationException e) {
      workspace.rollback();
      fail(object, e.error().text(), String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void fail(SpaceObject object, String name, String detail) {
    failed.add(object.id());
    Instant now = work.environment().clock().instant();
    ObjectError error = new ObjectError(name, "import-flow", detail, now, now, 0);
    ObjectError known = object.state().error();
    ObjectError kept =
        known != null && object.state().is(SpaceState.SYNC_ERROR) ? known.again(error) : error;
    work.workspace().put(object.with(object.state().with(SpaceState.SYNC_ERROR).withError(kept)));
    StepReport report = work.context().report();
    report.counters().add("flow-failure");
    report.error(object.id(), object.identity().dn().text(), name, detail);
  }
}
