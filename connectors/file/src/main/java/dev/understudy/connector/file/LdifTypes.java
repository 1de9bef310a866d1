// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.schema.ObjectClassMapping;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the type of a record by its object classes, comparing bytes.
final class LdifTypes {
  private final List<String> types;
  private final List<String> classes;

  LdifTypes(ObjectClassMapping mapping) {
    types = List.copyOf(mapping.classes().keySet());
    classes = mapping.classes().values().stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
  }

  /// The type; null when none of the record's classes is mapped.
  @Nullable String typeOf(LdifRecords record, int from) throws Unreadable {
    int best = types.size();
    boolean any = false;
    for (int i = from; i < record.lines(); i++) {
      if (record.isNamed(i, "objectclass")) {
        any = true;
        best = Math.min(best, rank(record, i, best));
      }
    }
    if (!any) {
      throwIfBroken(record, from);
      throw new Unreadable(
          "missing-object-class",
          "line %d: the entry has no objectClass".formatted(record.lineNumber(0)));
    }
    return best < types.size() ? types.get(best) : null;
  }

  /// A line that cannot be read may be the one that is missing.
  private static void throwIfBroken(LdifRecords record, int from) throws Unreadable {
    for (int i = from; i < record.lines(); i++) {
      if (record.form(i) == LdifRecords.Form.BROKEN) {
        throw record.broken(i);
      }
    }
  }

  private int rank(LdifRecords record, int i, int limit) throws Unreadable {
    for (int rank = 0; rank < limit; rank++) {
      if (record.hasValue(i, classes.get(rank))) {
        return rank;
      }
    }
    return limit;
  }
}
