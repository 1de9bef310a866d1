// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.store.IndexKey;
import dev.understudy.engine.store.MetaverseReader;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of the metaverse, read by one session.
final class SqlMetaverseReader implements MetaverseReader {
  private static final String OBJECTS = "reading metaverse objects";
  private static final String LINKS = "reading references of metaverse objects";

  private final Session session;
  private final MetaverseTable objects;
  private final MetaverseLinkTable links;
  private final SearchKeyTable keys;

  SqlMetaverseReader(Session session) {
    this.session = session;
    objects = new MetaverseTable(session);
    links = new MetaverseLinkTable(session);
    keys = new SearchKeyTable(session);
  }

  @Override
  public List<MetaverseObject> objects(Collection<Long> ids) {
    return session.read(OBJECTS, () -> objects.objects(ids));
  }

  @Override
  public long[] byKey(IndexKey key) {
    return session.read(OBJECTS, () -> keys.ids(SearchKeyTable.METAVERSE, key));
  }

  @Override
  public List<MetaverseObject> page(long afterId, int limit) {
    return session.read(OBJECTS, () -> objects.page(afterId, limit));
  }

  @Override
  public long count() {
    return session.read(OBJECTS, objects::count);
  }

  @Override
  public List<MetaverseLink> links(
      long owner, int attribute, @Nullable MetaverseLink after, int limit) {
    return session.read(LINKS, () -> links.links(owner, attribute, after, limit));
  }

  @Override
  public boolean hasLink(MetaverseLink link) {
    return session.read(LINKS, () -> links.has(link));
  }

  @Override
  public List<MetaverseLink> referrers(long target, long afterOwner, int limit) {
    return session.read(LINKS, () -> links.referrers(target, afterOwner, limit));
  }
}
