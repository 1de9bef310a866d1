// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Dn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Another connector, with the faults that directories have. Each method that sets a fault returns
/// this connector; a fault lasts until [#heal()], those that say so for one call.
public final class FaultyConnector implements ChangeSource, ExportTarget {
  private static final int NEVER = Integer.MAX_VALUE;

  private final ChangeSource source;
  private final ExportTarget target;
  private int breakReadAfter = NEVER;
  private boolean readsIncompletely;
  private boolean doublesAnchors;
  private int loseAfter = NEVER;
  private int breakExportAfter = NEVER;
  private int batchMax = NEVER;
  private int busyTimes;
  private Duration delay = Duration.ZERO;
  private Predicate<ObjectDelta> refused = _ -> false;
  private Predicate<ImportedChange> hidden = _ -> false;
  private String refusal = "cd-error";

  /// Wraps a connector that can do everything.
  public <C extends ChangeSource & ExportTarget> FaultyConnector(C healthy) {
    source = healthy;
    target = healthy;
  }

  /// Reads break after `objects` objects.
  public FaultyConnector breakReadAfter(int objects) {
    breakReadAfter = objects;
    return this;
  }

  /// Reads report everything and say that they are not sure.
  public FaultyConnector readIncompletely() {
    readsIncompletely = true;
    return this;
  }

  /// Reads report the first object again under another name, with the same anchor.
  public FaultyConnector doubleAnAnchor() {
    doublesAnchors = true;
    return this;
  }

  /// Reads leave out what matches, as directories do that change more than they report.
  public FaultyConnector hide(Predicate<ImportedChange> which) {
    hidden = which;
    return this;
  }

  /// Writes that match are refused with this error.
  public FaultyConnector reject(Predicate<ObjectDelta> which, String error) {
    refused = which;
    refusal = error;
    return this;
  }

  /// The next export applies `deltas` deltas and then fails without telling: for one call.
  public FaultyConnector loseAcknowledgementsAfter(int deltas) {
    loseAfter = deltas;
    return this;
  }

  /// Exports fail before anything is written after `deltas` more deltas in all.
  public FaultyConnector breakExportAfter(int deltas) {
    breakExportAfter = deltas;
    return this;
  }

  /// The next `times` deltas are answered with "busy".
  public FaultyConnector busy(int times) {
    busyTimes = times;
    return this;
  }

  /// Batches of more deltas are refused whole.
  public FaultyConnector takeAtMost(int deltas) {
    batchMax = deltas;
    return this;
  }

  /// Each object read and each delta written takes this long.
  public FaultyConnector delay(Duration each) {
    delay = each;
    return this;
  }

  /// All is well again.
  public FaultyConnector heal() {
    breakReadAfter = NEVER;
    readsIncompletely = false;
    doublesAnchors = false;
    loseAfter = NEVER;
    breakExportAfter = NEVER;
    batchMax = NEVER;
    busyTimes = 0;
    delay = Duration.ZERO;
    refused = _ -> false;
    hidden = _ -> false;
    return this;
  }

  @Override
  public Schema schema() {
    return source.schema();
  }

  @Override
  public List<Partition> partitions() {
    return source.partitions();
  }

  @Override
  public ConnectionTest test() {
    return breakReadAfter == 0
        ? new ConnectionTest.Unreachable(ErrorCode.CONNECTIVITY, "faulty: no connection")
        : source.test();
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    return ended(source.readAll(scope, faulty(sink)));
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    return ended(source.readChanges(scope, since, faulty(sink)));
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    if (batch.size() > batchMax) {
      throw new ConnectorException(
          ErrorCode.TOO_LARGE, "faulty: %d deltas at once are too many".formatted(batch.size()));
    }
    List<ExportOutcome> outcomes = new ArrayList<>();
    for (ObjectDelta delta : batch) {
      Thread.sleep(delay);
      if (outcomes.size() == loseAfter) {
        loseAfter = NEVER;
        throw broken("the acknowledgements were lost");
      }
      if (breakExportAfter == 0) {
        throw broken("the connection broke");
      }
      outcomes.add(outcome(delta));
    }
    if (outcomes.size() == loseAfter) {
      loseAfter = NEVER;
      throw broken("the acknowledgements were lost");
    }
    return outcomes;
  }

  @Override
  public int batchSizeMax() {
    return target.batchSizeMax();
  }

  @Override
  public void close() {
    for (Connector connector : List.of(source, target)) {
      connector.close();
    }
  }

  private ExportOutcome outcome(ObjectDelta delta) throws InterruptedException {
    if (busyTimes > 0) {
      busyTimes--;
      return new ExportOutcome.Busy("faulty: busy");
    }
    if (refused.test(delta)) {
      return new ExportOutcome.Rejected(refusal, "faulty: refused " + delta.dn());
    }
    if (breakExportAfter != NEVER) {
      breakExportAfter--;
    }
    return target.export(List.of(delta)).getFirst();
  }

  private ReadEnd ended(ReadEnd end) {
    return readsIncompletely && end instanceof ReadEnd.Complete
        ? new ReadEnd.Incomplete("faulty: not everything could be read")
        : end;
  }

  private ImportSink faulty(ImportSink sink) throws InterruptedException {
    if (breakReadAfter == 0) {
      throw broken("no connection");
    }
    return new ImportSink() {
      private int read;

      @Override
      public void accept(ImportedChange change) throws InterruptedException {
        Thread.sleep(delay);
        if (read++ >= breakReadAfter) {
          throw broken("the connection broke after " + breakReadAfter + " objects");
        }
        if (hidden.test(change)) {
          return;
        }
        sink.accept(change);
        if (doublesAnchors && read == 1 && change instanceof ImportedChange.Present object) {
          sink.accept(
              new ImportedChange.Present(
                  object.anchor(), twin(object.dn()), object.objectType(), object.attributes()));
        }
      }

      @Override
      public void reject(DiscoveryError error) throws InterruptedException {
        sink.reject(error);
      }
    };
  }

  private static Dn twin(Dn dn) {
    return dn.isFlat()
        ? Dn.flat(dn.text() + "-twin")
        : Dn.of(dn.rdn() + "-twin", dn.parent().orElseThrow());
  }

  private static ConnectorException broken(String what) {
    return new ConnectorException(ErrorCode.CONNECTIVITY, "faulty: " + what);
  }
}
