// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.FullSource;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.engine.step.Committer;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepEnd;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.Change;
import java.util.List;
import java.util.Optional;

/// One import of one partition, from the first object read to the watermark.
final class ImportRun {
  private final ImportRequest request;
  private final StepReport report;
  private final ImportSession session;
  private final Discovery discovery;
  private final NotReimported notReimported;
  private final NameMoves moves;
  private final ObjectStaging objects;
  private final Staging staging;
  private long read;

  ImportRun(StepContext context, ImportRequest request, Committer committer) {
    this.request = request;
    this.report = context.report();
    this.session = new ImportSession(context, request, committer);
    this.discovery = new Discovery(report);
    this.notReimported = new NotReimported(session);
    this.moves = new NameMoves(session);
    this.objects = new ObjectStaging(session, new LinkStaging(session), notReimported);
    this.staging = new Staging(session, objects, moves, discovery);
  }

  StepEnd run() throws InterruptedException {
    Connector connector = request.connector();
    ReadScope scope = request.scope();
    if (request.mode().isFull()) {
      return connector instanceof FullSource source
          ? read(sink -> source.readAll(scope, sink))
          : new StepEnd(
              "no-start-bad-ma-configuration",
              "connector " + request.name() + " cannot be read; only export to it");
    }
    if (!(connector instanceof ChangeSource source)) {
      return new StepEnd(
          "no-start-delta-step-type-not-configured",
          "connector " + request.name() + " reports no changes; run full imports");
    }
    Optional<Watermark> since =
        session.store().space().watermark(session.connector(), session.partition());
    return since.isEmpty()
        ? fullRequired("no full import of this partition has been completed yet")
        : read(sink -> source.readChanges(scope, since.get(), sink));
  }

  private StepEnd fullRequired(String reason) {
    return new StepEnd(
        "no-start-full-import-required",
        "partition %s of connector %s: %s; run a full import"
            .formatted(request.scope().partition().name(), request.name(), reason));
  }

  private StepEnd read(ChangeReader.Reading reading) throws InterruptedException {
    int chunk = session.context().limits().batchObjects();
    ReadEnd end;
    try (ChangeReader reader = ChangeReader.start(request.name(), chunk, reading)) {
      for (List<Read> batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
        read += batch.size();
        staging.stage(batch);
        session.commit();
        report.progress().at("import", read, 0);
        if (report.errorLimitReached()) {
          session.settle();
          return new StepEnd(
              "stopped-error-limit",
              "more than %d errors; the last ones are in the step's error list"
                  .formatted(session.context().limits().errorsMax()));
        }
      }
      end = reader.end();
    } catch (ConnectorException e) {
      session.settle();
      String result = read > 0 ? e.code().resultWhenRunning() : e.code().resultWhenStarting();
      return new StepEnd(result, String.valueOf(e.getMessage()));
    }
    return switch (end) {
      case ReadEnd.Complete complete -> complete(complete);
      case ReadEnd.Incomplete(String reason) -> incomplete(reason);
      case ReadEnd.FullReadRequired(String reason) -> fullRequired(reason);
    };
  }

  private StepEnd incomplete(String reason) throws InterruptedException {
    session.settle();
    return new StepEnd(
        "completed-discovery-errors",
        "not everything could be read, so nothing was concluded from what was not: " + reason);
  }

  private StepEnd complete(ReadEnd.Complete end) throws InterruptedException {
    boolean full = request.mode().isFull();
    boolean empty = full && session.seen().count() == 0 && discovery.count() == 0;
    if (empty && isRefused()) {
      return refused();
    }
    if (full && discovery.count() == 0) {
      new Obsoletion(session, objects).run();
    }
    rememberWatermark(end);
    session.settle();
    if (discovery.count() > 0) {
      return new StepEnd(
          "completed-discovery-errors",
          discovery.count()
              + " objects could not be read"
              + (full ? "; nothing was concluded from absence" : ""));
    }
    if (notReimported.found()) {
      return new StepEnd("completed-warnings", "exported changes were not reported back");
    }
    if (moves.foundTransients()) {
      return new StepEnd("completed-transient-objects", "");
    }
    return empty ? new StepEnd("completed-no-objects", "") : StepEnd.SUCCESS;
  }

  private boolean isRefused() {
    return request.mode() == ImportRequest.Mode.FULL
        && session.store().space().countImported(session.connector(), session.partition()) > 0;
  }

  private StepEnd refused() throws InterruptedException {
    session.settle();
    return new StepEnd(
        "completed-no-objects",
        ("connector %s reported no object in partition %s, where %d are known; nothing was"
                + " concluded from that. If the directory is really empty, run the full import"
                + " with --allow-empty")
            .formatted(
                request.name(),
                request.scope().partition().name(),
                session.store().space().countImported(session.connector(), session.partition())));
  }

  private void rememberWatermark(ReadEnd.Complete end) {
    Watermark next = end.next();
    if (discovery.keepsWatermark() || (next == null && !request.mode().isFull())) {
      return;
    }
    session
        .workspace()
        .also(new Change.PutWatermark(session.connector(), session.partition(), next));
  }
}
