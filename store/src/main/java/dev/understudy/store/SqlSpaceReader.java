// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.connector.Watermark;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Anchor;
import dev.understudy.value.DnKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tables of the connector spaces, read by one session.
final class SqlSpaceReader implements SpaceReader {
  private static final String OBJECTS = "reading connector-space objects";
  private static final String LINKS = "reading references of connector-space objects";

  private final Session session;
  private final SpaceQueries objects;
  private final SpaceLinkTable links;
  private final SearchKeyTable keys;
  private final WatermarkTable watermarks;

  SqlSpaceReader(Session session) {
    this.session = session;
    objects = new SpaceQueries(session);
    links = new SpaceLinkTable(session);
    keys = new SearchKeyTable(session);
    watermarks = new WatermarkTable(session);
  }

  @Override
  public List<SpaceObject> objects(Collection<Long> ids) {
    return session.read(OBJECTS, () -> objects.objects(ids));
  }

  @Override
  public List<SpaceObject> byAnchor(int connector, Collection<Anchor> anchors) {
    return session.read(OBJECTS, () -> objects.byAnchor(connector, anchors));
  }

  @Override
  public List<SpaceObject> byDn(int connector, Collection<DnKey> names) {
    return session.read(OBJECTS, () -> objects.byDn(connector, names));
  }

  @Override
  public long[] idsByDn(int connector, List<DnKey> names) {
    return session.read(OBJECTS, () -> objects.idsByDn(connector, names));
  }

  @Override
  public List<SpaceObject> joinedTo(Collection<Long> metaverseIds) {
    return session.read(OBJECTS, () -> objects.joinedTo(metaverseIds));
  }

  @Override
  public long[] byKey(int connector, IndexKey key) {
    return session.read(OBJECTS, () -> keys.ids(connector, key));
  }

  @Override
  public boolean hasKeys(int connector, int attribute) {
    return session.read(OBJECTS, () -> keys.has(connector, attribute));
  }

  @Override
  public List<SpaceObject> page(int connector, long afterId, int anyFlag, int limit) {
    return session.read(OBJECTS, () -> objects.page(connector, afterId, anyFlag, limit));
  }

  @Override
  public long count(int connector, int anyFlag) {
    return session.read(OBJECTS, () -> objects.count(connector, anyFlag));
  }

  @Override
  public long countImported(int connector, int partition) {
    return session.read(OBJECTS, () -> objects.countImported(connector, partition));
  }

  @Override
  public long[] importedIds(int connector, int partition, long afterId, int limit) {
    return session.read(OBJECTS, () -> objects.importedIds(connector, partition, afterId, limit));
  }

  @Override
  public List<SpaceLink> links(long owner, int attribute, @Nullable SpaceLink after, int limit) {
    return session.read(LINKS, () -> links.links(owner, attribute, after, limit));
  }

  @Override
  public List<SpaceLink> linksWith(long owner, int flag, int limit) {
    return session.read(LINKS, () -> links.linksWith(owner, flag, limit));
  }

  @Override
  public Optional<SpaceLink> link(long owner, int attribute, long target) {
    return session.read(LINKS, () -> links.link(owner, attribute, target));
  }

  @Override
  public List<SpaceLink> referrers(long target, long afterOwner, int limit) {
    return session.read(LINKS, () -> links.referrers(target, afterOwner, limit));
  }

  @Override
  public long[] metaverseOf(long[] ids) {
    return session.read(OBJECTS, () -> objects.metaverseOf(ids));
  }

  @Override
  public int[] flagsOf(long[] ids) {
    return session.read(OBJECTS, () -> objects.flagsOf(ids));
  }

  @Override
  public long[] joinedIds(int connector, long[] metaverseIds) {
    return session.read(OBJECTS, () -> objects.joinedIds(connector, metaverseIds));
  }

  @Override
  public Set<Long> withSettledReferrers(Collection<Long> targets) {
    return session.read(LINKS, () -> objects.withSettledReferrers(targets));
  }

  @Override
  public List<SpaceObject> children(long parent, long afterId, int limit) {
    return session.read(OBJECTS, () -> objects.children(parent, afterId, limit));
  }

  @Override
  public Optional<Watermark> watermark(int connector, int partition) {
    return session.read("reading a watermark", () -> watermarks.get(connector, partition));
  }
}
