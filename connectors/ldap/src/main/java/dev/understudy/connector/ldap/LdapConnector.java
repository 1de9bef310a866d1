// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import dev.understudy.connector.ChangeSource;
import dev.understudy.connector.ConnectionTest;
import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ContainerBrowser;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ExportTarget;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapClient;
import dev.understudy.ldap.LdapFailure;
import dev.understudy.ldap.LdapLookup;
import dev.understudy.ldap.LdapSchema;
import dev.understudy.ldap.LdapWriter;
import dev.understudy.schema.Container;
import dev.understudy.schema.Partition;
import dev.understudy.schema.Schema;
import dev.understudy.value.Anchor;
import dev.understudy.value.Dn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An LDAP directory.
final class LdapConnector implements ChangeSource, ExportTarget, ContainerBrowser {
  /// What may be chosen as a scope.
  private static final Filter CONTAINERS =
      Filter.createORFilter(
          Stream.of("organizationalUnit", "organization", "domain", "container", "locality")
              .map(objectClass -> Filter.createEqualityFilter("objectClass", objectClass))
              .toList());

  private static final int BATCH_MAX = 1_000;

  private final LdapSettings settings;
  private final LdapAccess access;
  private final LdapClient client;
  private @Nullable LdapSchema schema;

  LdapConnector(LdapSettings settings) {
    this.settings = settings;
    this.access = settings.access();
    this.client = new LdapClient(access);
  }

  @Override
  public Schema schema() {
    try {
      return ldapSchema().schema();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectorException(ErrorCode.STOPPED, "reading the schema was interrupted", e);
    }
  }

  @Override
  public List<Partition> partitions() {
    return access.tree().bases().stream().map(base -> new Partition(base.text())).toList();
  }

  @Override
  public ConnectionTest test() {
    try {
      RootDSE rootDse = client.rootDse();
      for (Partition partition : partitions()) {
        if (client.pool().getEntry(partition.name(), "1.1") == null) {
          return new ConnectionTest.Unreachable(
              ErrorCode.PARTITION,
              "connector %s: there is no entry %s that the account may read; check \"base\""
                  .formatted(access.name(), partition.name()));
        }
      }
      String vendor = rootDse.getVendorName();
      return new ConnectionTest.Reachable(
          "%s, %s"
              .formatted(access.server().endpoints(), vendor == null ? "an LDAP server" : vendor));
    } catch (LDAPException e) {
      return unreachable(e);
    } catch (ConnectorException e) {
      return new ConnectionTest.Unreachable(e.code(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ReadEnd readAll(ReadScope scope, ImportSink sink) throws InterruptedException {
    try {
      return reader(scope).readAll(sink);
    } catch (LDAPException e) {
      throw LdapFailure.ofCall(access, "reading " + scope.partition().name(), e);
    }
  }

  @Override
  public ReadEnd readChanges(ReadScope scope, Watermark since, ImportSink sink)
      throws InterruptedException {
    try {
      return reader(scope).readChanges(since, sink);
    } catch (LDAPException e) {
      throw LdapFailure.ofCall(access, "reading changes of " + scope.partition().name(), e);
    }
  }

  @Override
  public List<ExportOutcome> export(List<ObjectDelta> batch) throws InterruptedException {
    return new LdapWriter(access, client, ldapSchema()).write(batch);
  }

  @Override
  public int batchSizeMax() {
    return BATCH_MAX;
  }

  @Override
  public List<Container> containers(Partition partition, @Nullable Container parent) {
    String above = parent == null ? partition.name() : parent.dn().text();
    LdapLookup lookup = new LdapLookup(access, client);
    try {
      SearchResult found =
          client.pool().search(above, SearchScope.ONE, CONTAINERS, access.tree().anchorAttribute());
      List<Container> containers = new ArrayList<>();
      for (Entry entry : Objects.requireNonNull(found.getSearchEntries())) {
        Anchor anchor = lookup.anchorOf(entry);
        if (anchor != null) {
          containers.add(new Container(anchor, Dn.of(entry.getDN())));
        }
      }
      return List.copyOf(containers);
    } catch (LDAPException e) {
      throw uninterrupted("reading the containers below " + above, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private LdapReader reader(ReadScope scope) throws InterruptedException {
    return new LdapReader(settings, client, ldapSchema(), scope);
  }

  private LdapSchema ldapSchema() throws InterruptedException {
    LdapSchema known = schema;
    if (known == null) {
      try {
        known = LdapSchema.read(access, client);
      } catch (LDAPException e) {
        throw LdapFailure.ofCall(access, "reading the schema", e);
      }
      schema = known;
    }
    return known;
  }

  private ConnectionTest unreachable(LDAPException e) {
    ConnectorException failure = uninterrupted("connecting", e);
    return new ConnectionTest.Unreachable(failure.code(), String.valueOf(failure.getMessage()));
  }

  /// For methods that cannot say that they were interrupted.
  private ConnectorException uninterrupted(String doing, LDAPException e) {
    try {
      return LdapFailure.ofCall(access, doing, e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new ConnectorException(
          ErrorCode.STOPPED,
          "connector %s: %s was interrupted".formatted(access.name(), doing),
          interrupted);
    }
  }
}
