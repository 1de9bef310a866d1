// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.jdbc.TypeModel.Field;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes one object in one transaction.
final class ObjectWrite {
  private final Reading reading;
  private final RowWrite rows;
  private final ListWrite lists;
  private final ReferenceKeys references;

  /// @param reading on a connection that may write
  ObjectWrite(Reading reading) {
    this.reading = reading;
    this.rows = new RowWrite(reading);
    this.lists = new ListWrite(reading);
    this.references = new ReferenceKeys(reading);
  }

  /// Writes a delta and says what became of it.
  ///
  /// @throws SQLException when the connection or the database failed; nothing was written then, or
  ///   all of it
  ExportOutcome apply(ObjectDelta delta) throws SQLException, InterruptedException {
    try {
      TypeModel type = writableType(typeOf(delta));
      ExportOutcome outcome =
          switch (delta) {
            case ObjectDelta.Add add -> add(type, add);
            case ObjectDelta.Modify modify -> modify(type, modify);
            case ObjectDelta.Delete delete -> delete(type, delete);
          };
      reading.connection().commit();
      return outcome;
    } catch (Refused e) {
      reading.connection().rollback();
      return e.outcome();
    } catch (SQLException e) {
      if (JdbcFailure.isOfCall(e)) {
        throw e;
      }
      reading.connection().rollback();
      return failed(delta, e);
    }
  }

  /// A name that was free a moment ago may be taken now, by somebody else or by this very add.
  private ExportOutcome failed(ObjectDelta delta, SQLException e)
      throws SQLException, InterruptedException {
    TypeModel type = reading.model().types().get(typeOf(delta));
    if (type != null && delta instanceof ObjectDelta.Add add && JdbcFailure.isConstraint(e)) {
      Optional<ExportOutcome> there = alreadyThere(type, add);
      reading.connection().rollback();
      if (there.isPresent()) {
        return there.get();
      }
    }
    ExportOutcome outcome = JdbcFailure.ofObject(e);
    return outcome instanceof ExportOutcome.Dependency(String _, String detail)
            && delta instanceof ObjectDelta.Delete
        ? new ExportOutcome.Rejected("constraint-violation", detail)
        : outcome;
  }

  private static String typeOf(ObjectDelta delta) {
    return switch (delta) {
      case ObjectDelta.Add add -> add.objectType();
      case ObjectDelta.Modify modify -> modify.objectType();
      case ObjectDelta.Delete delete -> delete.objectType();
    };
  }

  private TypeModel writableType(String name) throws Refused {
    TypeModel type = reading.model().types().get(name);
    if (type == null || type.rows().table() == null) {
      throw Refused.because(
          "no-export-to-this-object-type", "the setting \"tables\" names no table for " + name);
    }
    return type;
  }

  private ExportOutcome add(TypeModel type, ObjectDelta.Add add)
      throws SQLException, Refused, InterruptedException {
    Map<Column, Value> columns = new LinkedHashMap<>();
    List<AttributeChange> ofLists = new ArrayList<>();
    for (Map.Entry<String, List<Value>> attribute : add.attributes().map().entrySet()) {
      if (type.lists().containsKey(attribute.getKey())) {
        ofLists.add(
            new AttributeChange.Update(attribute.getKey(), attribute.getValue(), List.of()));
      } else {
        Field field = field(type, attribute.getKey());
        columns.put(field.column(), single(attribute.getKey(), field, attribute.getValue()));
      }
    }
    columns.put(type.keys().name(), Value.of(nameText(type, add.dn())));
    Optional<ExportOutcome> there = alreadyThere(type, add);
    if (there.isPresent()) {
      return there.get();
    }
    String key = rows.insert(type, columns);
    for (AttributeChange list : ofLists) {
      lists.apply(type, key, list);
    }
    return new ExportOutcome.Accepted(anchor(type, key), null);
  }

  /// An add that is sent again finds its own work.
  private Optional<ExportOutcome> alreadyThere(TypeModel type, ObjectDelta.Add add)
      throws SQLException, InterruptedException {
    String name = reading.model().nameText(type.type(), add.dn()).orElse("");
    Set<String> attributes = add.attributes().names();
    ImportedChange.Present there =
        new ObjectReader(
                new ObjectReader.From(reading.client(), reading.connection(), reading.model()),
                type,
                attributes)
            .readName(name, NOWHERE);
    if (there == null) {
      return Optional.empty();
    }
    for (String attribute : attributes) {
      List<String> wanted = texts(add.attributes().get(attribute));
      if (!texts(there.attributes().get(attribute)).containsAll(wanted)) {
        return Optional.of(
            new ExportOutcome.Exists(
                "there is another %s called %s; it differs in %s"
                    .formatted(type.type(), add.dn(), attribute)));
      }
    }
    return Optional.of(new ExportOutcome.Accepted(there.anchor(), null));
  }

  private static List<String> texts(List<Value> values) {
    return values.stream().map(Cell::text).toList();
  }

  private ExportOutcome modify(TypeModel type, ObjectDelta.Modify modify)
      throws SQLException, Refused {
    String key = key(type, modify.anchor(), modify.dn());
    Map<Column, @Nullable Value> columns = new LinkedHashMap<>();
    List<AttributeChange> ofLists = new ArrayList<>();
    for (AttributeChange change : modify.changes()) {
      if (type.lists().containsKey(change.name())) {
        ofLists.add(change);
      } else {
        Field field = field(type, change.name());
        columns.put(field.column(), changed(type, key, field, change));
      }
    }
    Dn newDn = modify.newDn();
    if (newDn != null) {
      columns.put(type.keys().name(), Value.of(newName(type, key, newDn)));
    }
    checkKey(type, key, columns);
    if (!rows.update(type, key, columns)) {
      return new ExportOutcome.Missing("there is no row for " + modify.dn());
    }
    for (AttributeChange list : ofLists) {
      lists.apply(type, key, list);
    }
    return ExportOutcome.Accepted.PLAIN;
  }

  private String newName(TypeModel type, String key, Dn newDn) throws SQLException, Refused {
    String name = nameText(type, newDn);
    Optional<String> other = rows.keyOf(type, name);
    if (other.isPresent() && !other.get().equals(key)) {
      throw Refused.because("rename-to-existing-dn", "there is another row called " + newDn);
    }
    return name;
  }

  private static void checkKey(TypeModel type, String key, Map<Column, @Nullable Value> columns)
      throws Refused {
    Column column = type.keys().key();
    if (!columns.containsKey(column)) {
      return;
    }
    Value value = columns.remove(column);
    if (value == null || !Cell.text(value).equals(key)) {
      throw Refused.because(
          "modify-naming-attribute",
          "the column %s identifies the row and cannot change".formatted(column.label()));
    }
  }

  private ExportOutcome delete(TypeModel type, ObjectDelta.Delete delete)
      throws SQLException, Refused {
    String key = key(type, delete.anchor(), delete.dn());
    lists.clear(type, key);
    return rows.delete(type, key)
        ? ExportOutcome.Accepted.PLAIN
        : new ExportOutcome.Missing("there is no row for " + delete.dn());
  }

  /// The value that a column has after a change; null for none.
  private @Nullable Value changed(TypeModel type, String key, Field field, AttributeChange change)
      throws SQLException, Refused {
    return switch (change) {
      case AttributeChange.Replace(String name, List<Value> values) ->
          values.isEmpty() ? null : single(name, field, values);
      case AttributeChange.Update(String name, List<Value> added, List<Value> removed) -> {
        if (!added.isEmpty()) {
          yield single(name, field, added);
        }
        List<Value> gone = references.stored(name, field.reference(), removed, false);
        String now = rows.valueOf(type, key, field.column());
        yield now == null || texts(gone).contains(now) ? null : Value.of(now);
      }
    };
  }

  private Value single(String attribute, Field field, List<Value> values)
      throws SQLException, Refused {
    if (values.size() > 1) {
      throw Refused.because(
          "constraint-violation",
          "%s is a column and holds one value, not %d".formatted(attribute, values.size()));
    }
    return references.stored(attribute, field.reference(), values.getFirst());
  }

  private static Field field(TypeModel type, String attribute) throws Refused {
    Field field = type.fields().get(attribute);
    if (field == null) {
      throw Refused.because(
          "unexpected-provisioning-attribute",
          "a %s has no column or list for %s".formatted(type.type(), attribute));
    }
    if (!field.writable()) {
      throw Refused.because(
          "readonly-attribute",
          "%s is given by the database or read by a query".formatted(attribute));
    }
    return field;
  }

  private String nameText(TypeModel type, Dn dn) throws Refused {
    String name = reading.model().nameText(type.type(), dn).orElse("");
    if (name.isEmpty()) {
      throw Refused.because(
          "invalid-dn", "the name of a %s begins with %s/".formatted(type.type(), type.type()));
    }
    return name;
  }

  private String key(TypeModel type, Anchor anchor, Dn dn) throws Refused {
    return reading
        .model()
        .keyText(type.type(), anchor)
        .orElseThrow(
            () -> new Refused(new ExportOutcome.Missing("%s is no %s".formatted(dn, type.type()))));
  }

  private Anchor anchor(TypeModel type, String key) throws Refused {
    try {
      return reading.model().anchor(type.type(), key);
    } catch (Unreadable e) {
      throw Refused.because("anchor-too-long", Objects.requireNonNull(e.getMessage()));
    }
  }

  /// A row that is read for comparison alone.
  private static final ImportSink NOWHERE =
      new ImportSink() {
        @Override
        public void accept(ImportedChange change) {
          // Nobody asked for it.
        }

        @Override
        public void reject(DiscoveryError error) {
          // A row that cannot be read is none that is known.
        }
      };
}
