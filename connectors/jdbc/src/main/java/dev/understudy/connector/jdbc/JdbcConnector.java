// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

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
import dev.understudy.connector.jdbc.JdbcSettings.Delta;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tables of one database as a directory.
final class JdbcConnector implements ChangeSource, ExportTarget {
  private static final int BATCH_MAX = 1_000;

  private final JdbcSettings settings;
  private final JdbcClient client;
  private @Nullable Model model;

  JdbcConnector(JdbcSettings settings) {
    this.settings = settings;
    this.client = new JdbcClient(settings);
  }

  @Override
  public Schema schema() {
    try {
      return JdbcSchema.of(settings.name(), model());
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

  @Override
  public ConnectionTest test() {
    try {
      Connection connection = client.borrow();
      try {
        DatabaseMetaData said = connection.getMetaData();
        String product =
            "%s %s".formatted(said.getDatabaseProductName(), said.getDatabaseProductVersion());
        Model read = new ModelReader(settings, client, connection).read();
        model = read;
        client.giveBack(connection);
        return new ConnectionTest.Reachable(
            "%s, with %s".formatted(product, String.join(", ", read.types().keySet())));
      } catch (SQLException e) {
        JdbcClient.closeBroken(connection);
        throw e;
      }
    } catch (SQLException e) {
      return unreachable(e);
    } catch (ConnectorException e) {
      return new ConnectionTest.Unreachable(e.code(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ConnectionTest.Unreachable(ErrorCode.STOPPED, "the test was interrupted");
    }
  }

  private ConnectionTest unreachable(SQLException e) {
    try {
      ConnectorException failure = JdbcFailure.ofCall(settings, "connecting", e);
      return new ConnectionTest.Unreachable(failure.code(), String.valueOf(failure.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new ConnectionTest.Unreachable(ErrorCode.STOPPED, "the test was interrupted");
    }
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    return read(
        "reading",
        reading -> {
          if (settings.delta() instanceof Delta.None) {
            for (TypeModel type : reading.types(scope)) {
              reading.objects(type, scope).readAll(sink);
            }
            return new ReadEnd.Complete(null);
          }
          return changes(reading, settings.delta()).readAll(scope, sink);
        });
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    if (settings.delta() instanceof Delta.None) {
      return new ReadEnd.FullReadRequired(
          "neither \"change-log\" nor \"change-columns\" says how changes are found");
    }
    return read(
        "reading changes",
        reading -> changes(reading, settings.delta()).readChanges(scope, since, sink));
  }

  private static ChangeReader changes(Reading reading, Delta delta) throws SQLException {
    return switch (delta) {
      case Delta.Columns columns -> new ColumnChanges(reading, columns);
      case Delta.Log log -> new LogChanges(reading, log);
      case Delta.None _ -> throw new IllegalStateException("there are no changes to read");
    };
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    return new JdbcWriter(settings, client, model()).write(batch);
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  @Override
  public void close() {
    client.close();
  }

  /// What is done with a connection that only reads.
  @FunctionalInterface
  private interface Read {
    ReadEnd from(Reading reading) throws SQLException, InterruptedException;
  }

  /// Reads in one transaction, which sees one moment. That it can be ended is the proof that the
  /// connection lived until the last row.
  private ReadEnd read(String doing, Read read) throws InterruptedException {
    Model known = model();
    try {
      Connection connection = client.borrow();
      try {
        connection.setReadOnly(true);
        if (connection
            .getMetaData()
            .supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        connection.setAutoCommit(false);
        ReadEnd end = read.from(new Reading(settings, client, connection, known));
        connection.commit();
        return end;
      } finally {
        JdbcClient.closeBroken(connection);
      }
    } catch (SQLException e) {
      throw JdbcFailure.ofCall(settings, doing, e);
    }
  }

  private Model model() throws InterruptedException {
    Model read = model;
    if (read == null) {
      try {
        Connection connection = client.borrow();
        try {
          read = new ModelReader(settings, client, connection).read();
          client.giveBack(connection);
        } catch (SQLException e) {
          JdbcClient.closeBroken(connection);
          throw e;
        }
      } catch (SQLException e) {
        throw JdbcFailure.ofCall(settings, "reading the schema", e);
      }
      model = read;
    }
    return read;
  }
}
