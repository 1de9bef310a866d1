// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.run.imports;

import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.Sent;
import dev.understudy.engine.space.SpaceImages;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// What a report of a present object says about what was sent to it (`spec/engine.md` §1.7).
///
/// @param rest what is still unconfirmed, because the report does not tell
/// @param unconfirmed what was sent and is not so
record Confirmation(Sent rest, List<Unconfirmed> unconfirmed) {

  /// @param images the object before the report
  /// @param report what the directory says now
  /// @param references which attributes are references; their rows are confirmed elsewhere
  static Confirmation of(SpaceImages images, Report report, IntPredicate references) {
    Sent sent = images.sent();
    if (sent.isNothing()) {
      return new Confirmation(sent, List.of());
    }
    List<Unconfirmed> unconfirmed = new ArrayList<>();
    Image rest = values(images, report, references, unconfirmed);
    Dn dn = name(sent, report, unconfirmed);
    Sent.Operation operation =
        switch (sent.operation()) {
          case ADD, UPDATE -> Sent.Operation.UPDATE;
          case DELETE -> deletion(report, unconfirmed);
        };
    return new Confirmation(new Sent(operation, dn, rest), List.copyOf(unconfirmed));
  }

  /// A change may have been made before the delete, and be reported before it; a whole object may
  /// not.
  private static Sent.Operation deletion(Report report, List<Unconfirmed> unconfirmed) {
    if (!report.whole()) {
      return Sent.Operation.DELETE;
    }
    unconfirmed.add(new Unconfirmed(0, "delete the object", "it is still there"));
    return Sent.Operation.UPDATE;
  }

  private static Image values(
      SpaceImages images, Report report, IntPredicate references, List<Unconfirmed> unconfirmed) {
    Image sent = images.sent().values();
    Image.Builder rest = new Image.Builder(sent.size());
    for (int i = 0; i < sent.size(); i++) {
      int attribute = sent.attribute(i);
      List<Value> values = sent.values(i);
      if (!report.tells(attribute)) {
        rest.put(attribute, values);
        continue;
      }
      List<Value> reported = report.values().get(attribute);
      if (!references.test(attribute) && !agrees(images.intent(), attribute, values, reported)) {
        unconfirmed.add(new Unconfirmed(attribute, values.toString(), reported.toString()));
      }
    }
    return rest.build();
  }

  /// Where values are merged, others may have come from elsewhere.
  private static boolean agrees(
      Intent intent, int attribute, List<Value> sent, List<Value> reported) {
    if (intent instanceof Intent.Exists exists
        && !exists.exact().has(attribute)
        && (exists.included().has(attribute) || exists.excluded().has(attribute))) {
      Set<Object> there = folded(reported);
      Set<Object> mine = folded(sent);
      mine.retainAll(folded(exists.included().get(attribute)));
      Set<Object> unwanted = folded(exists.excluded().get(attribute));
      unwanted.removeAll(folded(sent));
      unwanted.retainAll(there);
      return there.containsAll(mine) && unwanted.isEmpty();
    }
    return Image.sameValues(sent, reported);
  }

  private static Set<Object> folded(List<Value> values) {
    return values.stream()
        .map(value ->
            value instanceof Value.Text(String text) ? text.toLowerCase(Locale.ROOT) : value)
        .collect(Collectors.toSet());
  }

  private static @org.jspecify.annotations.Nullable Dn name(
      Sent sent, Report report, List<Unconfirmed> unconfirmed) {
    Dn renamed = sent.dn();
    Dn now = report.identity().dn();
    if (renamed == null || renamed.equals(now)) {
      return null;
    }
    if (!report.whole()) {
      return renamed;
    }
    unconfirmed.add(new Unconfirmed(0, "rename to " + renamed, now.text()));
    return null;
  }
}
