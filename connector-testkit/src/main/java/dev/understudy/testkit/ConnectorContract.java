// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.Connector;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.FullSource;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Schema;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of the contract have in common: a connector on an empty directory, and short ways
/// to write and read it.
abstract class ConnectorContract {
  private @Nullable Connector opened;

  /// Opens a connector on a directory without objects; called before each test.
  protected abstract Connector open() throws Exception;

  /// How things are called there.
  protected abstract ContractNames names();

  /// A connector to the same directory with a wrong password; empty when there are no passwords.
  protected Optional<Connector> withWrongCredentials() {
    return Optional.empty();
  }

  /// A connector to a directory that is not there; empty when that cannot be.
  protected Optional<Connector> unreachable() {
    return Optional.empty();
  }

  /// Makes the read that is running break off, as a failing directory would; called from within the
  /// read, after the first of ten objects. Empty when nothing can break.
  protected Optional<Runnable> breakOff() {
    return Optional.empty();
  }

  /// Whether renamed objects keep their anchor.
  protected boolean canRename() {
    return true;
  }

  /// Whether changes are reported, not only the need of a full read.
  protected boolean reportsChanges() {
    return true;
  }

  /// How many references a test has that needs many: more than fit in one request or one answer.
  protected int many() {
    return 3_500;
  }

  /// Makes objects that can be referred to, for a directory that refuses references to nobody.
  ///
  /// @param names to be made DNs by [ContractNames#dn()]
  protected void makeReferable(List<String> names) {}

  @BeforeEach
  final void openConnector() throws Exception {
    opened = open();
  }

  @AfterEach
  final void closeConnector() {
    if (opened != null) {
      opened.close();
    }
  }

  final Connector connector() {
    return Objects.requireNonNull(opened);
  }

  final FullSource source() {
    assumeTrue(connector() instanceof FullSource, "not a source");
    return (FullSource) connector();
  }

  final ExportTarget target() {
    assumeTrue(connector() instanceof ExportTarget, "not a target");
    return (ExportTarget) connector();
  }

  final ReadScope everything() {
    Schema schema = connector().schema();
    return new ReadScope(
        connector().partitions().getFirst(), schema.types().keySet(), schema.attributes().keySet());
  }

  final Dn dn(String name) {
    return names().dn().apply(name);
  }

  final Attributes.Builder person(String name) {
    Attributes.Builder attributes = Attributes.builder().add(names().name(), name);
    String required = names().attributes().required();
    return required == null ? attributes : attributes.add(required, name);
  }

  final ObjectDelta.Add addPerson(String name) {
    return new ObjectDelta.Add(dn(name), names().person(), person(name).build());
  }

  final ExportOutcome export(ObjectDelta delta) throws InterruptedException {
    List<ExportOutcome> outcomes = target().export(List.of(delta));
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  final void exportAccepted(ObjectDelta delta) throws InterruptedException {
    assertThat(export(delta)).isInstanceOf(ExportOutcome.Accepted.class);
  }

  /// All persons and groups.
  final List<ImportedChange.Present> readAll() throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    assertThat(source().readAll(everything(), sink)).isInstanceOf(ReadEnd.Complete.class);
    assertThat(sink.errors()).isEmpty();
    return ours(sink);
  }

  /// Persons and groups among what was read; containers are none.
  final List<ImportedChange.Present> ours(CollectingSink sink) {
    List<ImportedChange.Present> ours = new ArrayList<>();
    for (ImportedChange.Present object : sink.present()) {
      if (object.objectType().equals(names().person())
          || object.objectType().equals(names().group())) {
        ours.add(object);
      }
    }
    return ours;
  }

  final ImportedChange.Present read(Dn dn) throws InterruptedException {
    return readAll().stream()
        .filter(object -> object.dn().equals(dn))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + dn));
  }

  final @Nullable Watermark watermark() throws InterruptedException {
    ReadEnd end = source().readAll(everything(), new CollectingSink());
    return ((ReadEnd.Complete) end).next();
  }

  final ObjectDelta.Modify modify(ImportedChange.Present object, AttributeChange... changes) {
    return new ObjectDelta.Modify(
        object.anchor(), object.dn(), null, object.objectType(), List.of(changes));
  }

  final ObjectDelta.Modify rename(ImportedChange.Present object, Dn newDn) {
    return new ObjectDelta.Modify(
        object.anchor(), object.dn(), newDn, object.objectType(), List.of());
  }

  static ObjectDelta.Delete delete(ImportedChange.Present object) {
    return new ObjectDelta.Delete(object.anchor(), object.dn(), object.objectType());
  }

  static String given(@Nullable String attribute, String kind) {
    assumeTrue(attribute != null, "no " + kind + " attribute");
    return Objects.requireNonNull(attribute);
  }

  static List<Value> texts(String... texts) {
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      values.add(Value.of(text));
    }
    return values;
  }
}
