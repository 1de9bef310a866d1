// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One SCIM service as a directory.
final class ScimConnector implements ChangeSource, ExportTarget {
  private static final int BATCH_MAX = 500;

  private final ScimSettings settings;
  private final ScimHttp http;
  private final Names names = new Names();
  private @Nullable Model model;

  ScimConnector(ScimSettings settings) {
    this.settings = settings;
    this.http = new ScimHttp(settings);
  }

  @Override
  public Schema schema() {
    try {
      return model().schema();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectorException(ErrorCode.STOPPED, "reading the schema was interrupted", e);
    }
  }

  @Override
  public List<Partition> partitions() {
    return List.of(Partition.DEFAULT);
  }

  @Override
  public boolean flatNames() {
    return true;
  }

  /// A service may tell everybody what it can do, so one of its lists is asked for too.
  @Override
  public ConnectionTest test() {
    try {
      Model read = model();
      TypeModel first = read.types().values().iterator().next();
      http.get(first.endpoint() + "?count=1&attributes=id");
      return new ConnectionTest.Reachable(
          "%s, with %s; %s"
              .formatted(
                  settings.access().base(),
                  String.join(", ", read.types().keySet()),
                  abilities(read.provider())));
    } catch (ConnectorException e) {
      return new ConnectionTest.Unreachable(e.code(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ConnectionTest.Unreachable(ErrorCode.STOPPED, "the test was interrupted");
    }
  }

  private static String abilities(Provider provider) {
    List<String> words = new ArrayList<>();
    words.add(provider.patch() ? "PATCH" : "PUT");
    if (provider.filter()) {
      words.add("filter");
    }
    if (provider.bulk().offered()) {
      words.add("Bulk of " + provider.bulk().operationsMax());
    }
    if (provider.versions()) {
      words.add("ETag");
    }
    words.add(provider.paging().cursor() ? "cursors" : "pages");
    return String.join(", ", words);
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    return reader().readAll(scope, sink);
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    return reader().readChanges(scope, since, sink);
  }

  private ScimReader reader() throws InterruptedException {
    Model known = model();
    return new ScimReader(settings, http, known, new Lookup(settings, http, known, names));
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    Model known = model();
    Lookup lookup = new Lookup(settings, http, known, names);
    return new ScimWriter(new ResourceWrite.Service(settings, http, known, lookup)).write(batch);
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  @Override
  public void close() {
    http.close();
  }

  private Model model() throws InterruptedException {
    Model known = model;
    if (known == null) {
      known = new Discovery(settings, http).run();
      checkNaming(known);
      model = known;
    }
    return known;
  }

  private void checkNaming(Model read) {
    String attribute = settings.names().attribute();
    for (TypeModel type : read.types().values()) {
      TypeModel.Attribute naming = type.attribute(attribute);
      if (naming == null || naming.path().isMultiValued() || !naming.writable()) {
        throw ScimFailure.failure(
            settings,
            ErrorCode.CONFIGURATION,
            ("the setting \"name-attribute\" is \"%s\"; expected an attribute of every type with one"
                    + " value that can be written, and for %s it is none")
                .formatted(attribute, type.name()));
      }
    }
  }
}
