// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.preview;

import dev.understudy.app.inspect.Labels;
import dev.understudy.app.instance.Instance;
import dev.understudy.app.output.ProgressLine;
import dev.understudy.app.pending.Reasons;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.Program;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.step.StepContext;
import dev.understudy.engine.step.StepReport;
import dev.understudy.engine.store.StepError;
import dev.understudy.engine.store.Store;
import dev.understudy.engine.sync.SyncStep;
import dev.understudy.engine.sync.WhatIf;
import dev.understudy.engine.work.KeyIndex;
import dev.understudy.engine.work.StoreCopy;
import dev.understudy.store.SqlStores;
import dev.understudy.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everybody through the rules: a copy of the store is synchronized in full by the same code that
/// would do it for real, and compared with what is.
public final class AllPreview implements AutoCloseable {
  private static final int ERRORS_MAX = 1_000;

  private final Instance instance;
  private final Path folder;
  private final Store copy;
  private final Program program;
  private final Labels labels;
  private long stepId;

  /// @param rules the rules to try
  public AllPreview(Instance instance, RuleSet rules) {
    this.instance = instance;
    try {
      this.folder = Files.createTempDirectory("understudy-preview");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.copy = SqlStores.open(folder.resolve("copy.db").toString());
    new StoreCopy(instance.store(), copy).copy(numbers());
    this.program = instance.compile(rules, copy.dictionary());
    this.labels = new Labels(copy.dictionary(), rules);
  }

  private List<Integer> numbers() {
    return instance.names().stream().map(instance::number).flatMap(Optional::stream).toList();
  }

  /// Runs a full synchronization of every connector on the copy.
  public void synchronize(ProgressLine progress) throws InterruptedException {
    new KeyIndex(copy, program).rebuildIfNeeded();
    stepId = copy.newId();
    StepReport report = new StepReport(stepId, Integer.MAX_VALUE, progress);
    StepContext context = instance.context(copy, program, report);
    for (int connector : numbers()) {
      progress.title("preview of " + labels.name(connector));
      new SyncStep(context).run(connector, true);
    }
  }

  /// The objects that could not be synchronized, as many as can be shown.
  public List<StepError> errors() {
    return copy.runs().errors(stepId, ERRORS_MAX);
  }

  /// One object that would be different.
  ///
  /// @param where a connector's name, or `metaverse`
  /// @param kind `add`, `update` or `delete`
  /// @param type its type
  /// @param name what people call it
  /// @param dn its name there; empty in the metaverse
  public record Changed(
      String where,
      String kind,
      String type,
      String name,
      String dn,
      List<ChangedAttribute> attributes) {}

  /// One attribute that would be different.
  ///
  /// @param rule the rule that would decide it
  /// @param before the values now; of references only those that would go
  /// @param after the values then; of references only those that would come
  public record ChangedAttribute(
      String attribute, String rule, List<String> before, List<String> after) {}

  /// Hands on everything that would be different.
  public void forEach(Consumer<Changed> sink) {
    WhatIf whatIf = new WhatIf(instance.store(), copy);
    whatIf.metaverse(difference -> sink.accept(metaverse(difference)));
    for (int connector : numbers()) {
      whatIf.space(connector, difference -> sink.accept(space(connector, difference)));
    }
  }

  private Changed metaverse(WhatIf.Difference difference) {
    Optional<MetaverseObject> before = one(instance.store(), difference.metaverse());
    Optional<MetaverseObject> after = one(copy, difference.metaverse());
    MetaverseObject known = after.or(() -> before).orElseThrow();
    List<ChangedAttribute> attributes = new ArrayList<>();
    for (WhatIf.AttributeDifference one : difference.attributes()) {
      String rule =
          after
              .map(object -> object.origins().get(one.attribute()))
              .map(origin -> labels.rule(origin.rule()))
              .orElse("no rule has a value");
      attributes.add(
          new ChangedAttribute(
              labels.name(one.attribute()),
              rule,
              Labels.texts(one.before()),
              Labels.texts(one.after())));
    }
    return new Changed(
        "metaverse",
        kind(before.isPresent(), after.isPresent()),
        labels.name(known.type()),
        labels.of(known),
        "",
        attributes);
  }

  private Changed space(int connector, WhatIf.Difference difference) {
    SpaceObject after = difference.after();
    SpaceObject before = difference.before();
    SpaceObject known = after != null ? after : before;
    if (known == null) {
      throw new IllegalStateException("a difference has a side");
    }
    Reasons.OfObject rulesOf =
        new Reasons(program, copy.metaverse(), labels)
            .of(known, one(copy, known.lineage().metaverse()).orElse(null));
    List<ChangedAttribute> attributes = new ArrayList<>();
    for (WhatIf.AttributeDifference one : difference.attributes()) {
      boolean reference = rulesOf.isReference(one.attribute());
      attributes.add(
          new ChangedAttribute(
              labels.name(one.attribute()),
              rulesOf.rule(one.attribute()),
              texts(one.before(), reference),
              texts(one.after(), reference)));
    }
    return new Changed(
        labels.name(connector),
        kind(exists(before), exists(after)),
        labels.name(known.identity().type()),
        labels.of(known),
        known.identity().dn().text(),
        attributes);
  }

  private List<String> texts(List<Value> values, boolean references) {
    if (!references) {
      return Labels.texts(values);
    }
    List<String> names = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Int64(long id)) {
        names.add(
            copy.space().objects(List.of(id)).stream()
                .findFirst()
                .map(labels::of)
                .orElse("#" + id));
      }
    }
    return names;
  }

  private static boolean exists(@Nullable SpaceObject object) {
    return object != null && object.images().intent() instanceof Intent.Exists;
  }

  private static String kind(boolean before, boolean after) {
    return before == after ? "update" : after ? "add" : "delete";
  }

  private static Optional<MetaverseObject> one(Store store, long id) {
    return id == 0 ? Optional.empty() : store.metaverse().objects(List.of(id)).stream().findFirst();
  }

  /// Removes the copy.
  @Override
  public void close() {
    copy.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
