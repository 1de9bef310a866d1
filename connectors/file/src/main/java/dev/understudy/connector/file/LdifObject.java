// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.AttributeChange;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One record kept in memory to be changed: the lines of each attribute as bytes, so that what is
/// not changed is written as it was.
final class LdifObject {
  private Dn dn;
  private final Map<String, List<byte[]>> lines = new LinkedHashMap<>();

  LdifObject(Dn dn) {
    this.dn = dn;
  }

  /// A copy of the record, whose first line is its DN.
  static LdifObject copyOf(LdifRecords record, Dn dn) {
    LdifObject object = new LdifObject(dn);
    for (int i = 1; i < record.lines(); i++) {
      object
          .lines(record.name(i))
          .add(Arrays.copyOfRange(record.bytes(), record.start(i), record.end(i)));
    }
    return object;
  }

  Dn dn() {
    return dn;
  }

  /// The values of an attribute.
  Set<Value> values(AttributeDefinition definition) throws Unreadable {
    Set<Value> values = new LinkedHashSet<>();
    for (byte[] line : lines.getOrDefault(key(definition.name()), List.of())) {
      values.add(LdifAttributes.value(definition, LdifRecords.ofLine(line), 0));
    }
    return values;
  }

  /// Whether it has any value of `name`.
  boolean has(String name) {
    return lines.containsKey(key(name));
  }

  /// Makes one change; what is already so stays so.
  void apply(AttributeDefinition definition, AttributeChange change) throws Unreadable {
    switch (change) {
      case AttributeChange.Replace(String _, List<Value> values) -> set(definition.name(), values);
      case AttributeChange.Update(String _, List<Value> added, List<Value> removed) -> {
        Set<Value> values = values(definition);
        removed.forEach(values::remove);
        values.addAll(added);
        set(definition.name(), values);
      }
    }
  }

  /// Gives an attribute exactly these values.
  void set(String name, Iterable<Value> values) {
    List<byte[]> all = new ArrayList<>();
    values.forEach(value -> all.add(LdifLine.of(name, value)));
    if (all.isEmpty()) {
      lines.remove(key(name));
    } else {
      lines.put(key(name), all);
    }
  }

  /// Gives it another name; the values of the old RDN go, those of the new one come.
  void rename(Dn newDn) {
    if (!dn.isFlat()) {
      for (Dn.RdnPart part : dn.rdnParts()) {
        removeText(part);
      }
      for (Dn.RdnPart part : newDn.rdnParts()) {
        removeText(part);
        lines(part.type()).add(LdifLine.of(part.type(), part.value()));
      }
    }
    dn = newDn;
  }

  /// Writes the record and the empty line after it.
  void writeTo(OutputStream out) throws IOException {
    out.write(LdifLine.of("dn", dn.text()));
    out.write('\n');
    for (List<byte[]> attribute : lines.values()) {
      for (byte[] line : attribute) {
        out.write(line);
        out.write('\n');
      }
    }
    out.write('\n');
  }

  private void removeText(Dn.RdnPart part) {
    List<byte[]> known = lines(part.type());
    known.removeIf(line -> {
      try {
        return LdifRecords.ofLine(line).text(0).equalsIgnoreCase(part.value());
      } catch (Unreadable e) {
        return false;
      }
    });
    if (known.isEmpty()) {
      lines.remove(key(part.type()));
    }
  }

  private List<byte[]> lines(String name) {
    return lines.computeIfAbsent(key(name), _ -> new ArrayList<>(1));
  }

  /// Lower case, without the option that only says how a value travels.
  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(";binary") ? lower.substring(0, lower.length() - 7) : lower;
  }
}
