// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.jdbc;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Opens and keeps connections. Each statement is bounded in time by the database, and each wait
/// for the network by the driver, a little later.
final class JdbcClient implements AutoCloseable {
  private static final Duration NETWORK_GRACE = Duration.ofSeconds(5);

  private final JdbcSettings settings;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private @Nullable Driver driver;
  private @Nullable URLClassLoader driverJars;

  JdbcClient(JdbcSettings settings) {
    this.settings = settings;
  }

  /// A connection outside of any transaction; to be given back or closed.
  Connection borrow() throws SQLException, InterruptedException {
    Connection known;
    synchronized (idle) {
      known = idle.pollFirst();
    }
    return known == null || known.isClosed() ? open() : known;
  }

  /// Keeps a connection for later, undoing what was not committed; one that is broken is closed.
  void giveBack(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      synchronized (idle) {
        idle.addFirst(connection);
      }
    } catch (SQLException e) {
      closeBroken(connection);
    }
  }

  /// A connection that failed is of no more use, and neither is what it says when it is closed.
  static void closeBroken(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It was broken before.
    }
  }

  /// A statement that ends by itself when the database takes too long.
  PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return bounded(connection.prepareStatement(sql));
  }

  /// Sets the time limit and the number of rows that are handed over at once.
  PreparedStatement bounded(PreparedStatement statement) throws SQLException {
    statement.setQueryTimeout((int) Math.max(1, settings.limits().callTimeout().toSeconds()));
    statement.setFetchSize(settings.limits().fetchSize());
    return statement;
  }

  private Connection open() throws SQLException, InterruptedException {
    Driver chosen = driver();
    FutureTask<@Nullable Connection> connecting =
        new FutureTask<>(() -> chosen.connect(settings.access().url(), properties()));
    Thread thread = Thread.ofPlatform().daemon().name("connect-jdbc").start(connecting);
    try {
      Connection connection =
          connecting.get(settings.limits().callTimeout().toMillis(), TimeUnit.MILLISECONDS);
      if (connection == null) {
        throw noDriver();
      }
      limitWaits(connection);
      return connection;
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new SQLTimeoutException(
          "no connection within " + settings.limits().callTimeout(), "08001", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new ConnectorException(
          ErrorCode.DIRECTORY,
          "connector %s: the driver failed: %s".formatted(settings.name(), e.getCause()),
          e);
    }
  }

  private void limitWaits(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(
          Runnable::run, (int) settings.limits().callTimeout().plus(NETWORK_GRACE).toMillis());
    } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
      // The limit of each statement still holds.
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    settings.access().properties().forEach(properties::setProperty);
    JdbcSettings.Account account = settings.access().account();
    if (account != null) {
      properties.setProperty("user", account.user());
      String password = account.password();
      if (password != null) {
        properties.setProperty("password", password);
      }
    }
    return properties;
  }

  private synchronized Driver driver() throws SQLException {
    Driver known = driver;
    if (known == null) {
      known = settings.access().drivers().isEmpty() ? fromClassPath() : fromJars();
      driver = known;
    }
    return known;
  }

  private Driver fromClassPath() throws SQLException {
    for (Enumeration<Driver> all = DriverManager.getDrivers(); all.hasMoreElements(); ) {
      Driver candidate = all.nextElement();
      if (candidate.acceptsURL(settings.access().url())) {
        return candidate;
      }
    }
    throw noDriver();
  }

  /// A driver that was not there at compile time sees the platform and its own jars, nothing of
  /// ours.
  private Driver fromJars() throws SQLException {
    URL[] urls = settings.access().drivers().stream().map(this::url).toArray(URL[]::new);
    URLClassLoader jars = new URLClassLoader("drivers", urls, ClassLoader.getPlatformClassLoader());
    driverJars = jars;
    for (Driver candidate : ServiceLoader.load(Driver.class, jars)) {
      if (candidate.acceptsURL(settings.access().url())) {
        return candidate;
      }
    }
    throw noDriver();
  }

  private URL url(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new ConnectorException(
          ErrorCode.FILE_NOT_FOUND,
          "connector %s: \"driver\" names %s, which cannot be read"
              .formatted(settings.name(), jar.toAbsolutePath()));
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new ConnectorException(
          ErrorCode.CONFIGURATION,
          "connector %s: \"driver\": %s".formatted(settings.name(), e.getMessage()),
          e);
    }
  }

  private ConnectorException noDriver() {
    String url = settings.access().url();
    String kind = url.substring(0, Math.max(url.indexOf(':', "jdbc:".length()), "jdbc:".length()));
    return new ConnectorException(
        ErrorCode.CONFIGURATION,
        "connector %s: no driver takes %s: URLs; name the jar file of one in \"driver\""
            .formatted(settings.name(), kind));
  }

  @Override
  public void close() {
    synchronized (idle) {
      idle.forEach(JdbcClient::closeBroken);
      idle.clear();
    }
    synchronized (this) {
      driver = null;
      if (driverJars != null) {
        try {
          driverJars.close();
        } catch (IOException e) {
          // Only files that were read are closed.
        }
        driverJars = null;
      }
    }
  }
}
