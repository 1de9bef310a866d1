// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.exports;

import dev.understudy.connector.ExportOutcome;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.LinkCounts;
import dev.understudy.engine.space.LinkFlags;
import dev.understudy.engine.space.ObjectError;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.PendingImport;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceIdentity;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.store.Change;
import dev.understudy.engine.work.Workspace;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of what was sent, written down with the object: sent until an import confirms it, or
/// an error that stays until an export succeeds.
final class Outcomes {
  private static final String STEP = "export";
  private static final int PAGE = 5_000;

  private final StepContext context;
  private final Workspace workspace;

  Outcomes(StepContext context) {
    this.context = context;
    this.workspace = new Workspace(context.store(), context.program());
  }

  /// Says whose outcomes are going to be recorded, so that they are not read once more.
  void expect(List<Sending> batch) {
    workspace.admit(batch.stream().map(sending -> sending.plan().object()).toList());
  }

  /// The directory took it.
  void accepted(PlannedExport plan, ExportOutcome.Accepted accepted) {
    SpaceObject object = workspace.space(plan.object().id()).orElseThrow();
    SpaceObject after =
        switch (plan.change()) {
          case PendingExport.Add(Dn dn, Image attributes) ->
              added(object, plan, new PendingExport.Add(named(accepted, dn), attributes), accepted);
          case PendingExport.Update(Dn newDn, var differences) -> {
            Dn dn = newDn == null ? null : named(accepted, newDn);
            yield sent(object, changed(object, plan, dn, differences));
          }
          case PendingExport.None _ -> sent(object, changed(object, plan, null, List.of()));
          case PendingExport.Delete _ ->
              sent(object, new Sent(Sent.Operation.DELETE, null, Image.EMPTY));
        };
    plan.links().forEach(link -> putSent(link, after));
    SpaceState state = after.state().withExportError(null).without(SpaceState.EXPORT_ERROR);
    boolean links = plan.more() || plan.change() instanceof PendingExport.Delete;
    workspace.put(after.with(links ? state : state.without(SpaceState.PENDING_LINKS)));
  }

  private static Dn named(ExportOutcome.Accepted accepted, Dn asked) {
    Dn dn = accepted.dn();
    return dn == null ? asked : dn;
  }

  private SpaceObject added(
      SpaceObject object,
      PlannedExport plan,
      PendingExport.Add add,
      ExportOutcome.Accepted accepted) {
    SpaceObject blank = object.images().imported() == null ? object : absent(object);
    SpaceIdentity known = blank.identity();
    Anchor anchor = accepted.anchor();
    Image.Builder values = new Image.Builder(add.attributes().size() + 1);
    putAll(values, add.attributes());
    putMarkers(values, plan.links());
    return blank
        .with(new SpaceIdentity(add.dn(), anchor, known.type(), known.partition(), known.parent()))
        .with(blank.images().withSent(new Sent(Sent.Operation.ADD, null, values.build())));
  }

  private static Sent changed(
      SpaceObject object,
      PlannedExport plan,
      @Nullable Dn newDn,
      List<PendingExport.Difference> differences) {
    Sent before = object.images().sent();
    Image.Builder values = new Image.Builder(before.values().size() + differences.size() + 1);
    putAll(values, before.values());
    differences.forEach(difference -> values.put(difference.attribute(), difference.after()));
    putMarkers(values, plan.links());
    return new Sent(before.operation(), newDn == null ? before.dn() : newDn, values.build());
  }

  private static void putAll(Image.Builder values, Image image) {
    for (int i = 0; i < image.size(); i++) {
      values.put(image.attribute(i), image.values(i));
    }
  }

  /// A reference attribute stands among what was sent without values: its rows tell which.
  private static void putMarkers(Image.Builder values, List<PlannedLink> links) {
    links.forEach(link -> values.put(link.link().attribute(), List.of()));
  }

  private static SpaceObject sent(SpaceObject object, Sent sent) {
    return object.with(object.images().withSent(sent));
  }

  private void putSent(PlannedLink link, SpaceObject owner) {
    SpaceLink row = workspace.now(link.link());
    int flags =
        link.added()
            ? (row.flags() & ~SpaceLink.SENT_REMOVE) | SpaceLink.SENT_ADD
            : (row.flags() & ~SpaceLink.SENT_ADD) | SpaceLink.SENT_REMOVE;
    workspace.put(
        row.withFlags(LinkFlags.pending(flags, row.attribute(), owner.images().intent())));
  }

  /// The directory does not know the object that was to be changed: for all we know it was deleted,
  /// and must be added again.
  void missing(PlannedExport plan) {
    SpaceObject object = workspace.space(plan.object().id()).orElseThrow();
    workspace.put(absent(object));
  }

  private SpaceObject absent(SpaceObject object) {
    boolean pendingLinks = false;
    List<SpaceLink> page = links(object, null);
    while (!page.isEmpty()) {
      for (SpaceLink link : page) {
        SpaceLink row = workspace.now(link);
        int flags = LinkFlags.reported(row.flags(), false, object);
        flags = LinkFlags.pending(flags, row.attribute(), object.images().intent());
        pendingLinks |= (flags & SpaceLink.PENDING) != 0;
        if (flags != row.flags()) {
          workspace.put(row.withFlags(flags));
        }
      }
      page = links(object, page.getLast());
    }
    SpaceImages images =
        object.images().withImported(null).withSent(Sent.NOTHING).withCounts(LinkCounts.NONE);
    SpaceObject after =
        object
            .with(images)
            .with(
                pendingLinks
                    ? object.state().with(SpaceState.PENDING_LINKS)
                    : object.state().without(SpaceState.PENDING_LINKS));
    return object.images().imported() == null ? after : PendingImport.mark(object, after);
  }

  private List<SpaceLink> links(SpaceObject object, @Nullable SpaceLink after) {
    return workspace.store().space().links(object.id(), 0, after, PAGE);
  }

  /// The directory refused it: it stays pending and is tried again by every export.
  void failed(PlannedExport plan, String name, String detail) {
    SpaceObject object = workspace.space(plan.object().id()).orElseThrow();
    Instant now = context.environment().clock().instant();
    ObjectError error = new ObjectError(name, STEP, detail, now, now, 0);
    ObjectError known = object.state().exportError();
    workspace.put(
        object.with(
            object
                .state()
                .with(SpaceState.EXPORT_ERROR)
                .withExportError(known == null ? error : known.again(error))));
    context.report().error(object.id(), object.identity().dn().text(), name, detail);
    context.report().counters().add("export-failure");
  }

  /// Makes everything durable, with these changes.
  void write(List<Change> more) {
    List<Change> changes = new ArrayList<>(workspace.drain());
    changes.addAll(context.report().drainErrors());
    changes.addAll(more);
    if (!changes.isEmpty()) {
      context.store().write(changes);
    }
    workspace.forgetPrevious();
  }
}
