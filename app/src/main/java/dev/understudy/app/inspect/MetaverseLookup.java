// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Instance;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.MetaverseReader;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Finds metaverse objects by what people know of them.
public final class MetaverseLookup {
  private static final int PAGE = 1_000;
  private static final int AMBIGUOUS_SHOWN = 5;

  private final Instance instance;
  private final MetaverseReader metaverse;
  private final KnownNames names;

  public MetaverseLookup(Instance instance) {
    this.instance = instance;
    this.metaverse = instance.store().metaverse();
    this.names = new KnownNames(instance);
  }

  /// The one object that `query` means: by identifier or value, or by the DN or anchor of an object
  /// that is linked to it.
  ///
  /// @throws AppException when there is none, or more than one
  public MetaverseObject one(String query) {
    List<MetaverseObject> found = search(query, null, 0, AMBIGUOUS_SHOWN + 1);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.size() > 1) {
      Labels labels = new Labels(instance);
      StringBuilder several = new StringBuilder("\"%s\" means several objects:".formatted(query));
      for (MetaverseObject object : found.subList(0, Math.min(found.size(), AMBIGUOUS_SHOWN))) {
        several.append(
            "\n  #%d  %s  %s"
                .formatted(object.id(), labels.name(object.type()), labels.of(object)));
      }
      throw AppException.failed(several + "\nGive its #identifier.");
    }
    SpaceObject linked = new SpaceLookup(instance).one(null, query);
    return ofLink(linked)
        .orElseThrow(() ->
            AppException.failed(
                "%s is not linked to the metaverse; understudy cs show #%d says why"
                    .formatted(linked.identity().dn().text(), linked.id())));
  }

  /// The object that a connector-space object is linked to.
  public Optional<MetaverseObject> ofLink(SpaceObject object) {
    return object.lineage().isLinked()
        ? metaverse.objects(List.of(object.lineage().metaverse())).stream().findFirst()
        : Optional.empty();
  }

  /// Objects by ascending identifier, behind `after`.
  public List<MetaverseObject> search(
      @Nullable String query, @Nullable String type, long after, int limit) {
    List<MetaverseObject> exact =
        (query == null ? List.<MetaverseObject>of() : exact(query))
            .stream().filter(object -> object.id() > after && isOf(object, type)).toList();
    if (!exact.isEmpty()) {
      return exact.subList(0, Math.min(limit, exact.size()));
    }
    Optional<ValuePattern> pattern = query == null ? Optional.empty() : ValuePattern.of(query);
    return query != null && pattern.isEmpty()
        ? List.of()
        : scan(pattern.orElse(null), type, after, limit);
  }

  private List<MetaverseObject> exact(String query) {
    OptionalLong id = Identifier.of(query);
    if (id.isPresent()) {
      return metaverse.objects(List.of(id.getAsLong()));
    }
    Optional<ValuePattern> pattern = ValuePattern.of(query).filter(ValuePattern::isExact);
    Optional<Integer> attribute = pattern.flatMap(found -> names.attribute(found.attribute()));
    if (pattern.isEmpty() || attribute.isEmpty()) {
      return List.of();
    }
    List<Long> ids = new ArrayList<>();
    for (long found :
        metaverse.byKey(JoinKey.of(attribute.get(), Value.of(pattern.get().text())))) {
      ids.add(found);
    }
    return metaverse.objects(ids);
  }

  private List<MetaverseObject> scan(
      @Nullable ValuePattern pattern, @Nullable String type, long after, int limit) {
    int attribute = pattern == null ? 0 : names.attribute(pattern.attribute()).orElse(0);
    List<MetaverseObject> found = new ArrayList<>();
    long from = after;
    while (found.size() < limit) {
      List<MetaverseObject> page = metaverse.page(from, PAGE);
      if (page.isEmpty()) {
        break;
      }
      from = page.getLast().id();
      for (MetaverseObject object : page) {
        boolean matches =
            pattern == null || object.values().get(attribute).stream().anyMatch(pattern::matches);
        if (found.size() < limit && matches && isOf(object, type)) {
          found.add(object);
        }
      }
    }
    return found;
  }

  private boolean isOf(MetaverseObject object, @Nullable String type) {
    return type == null || type.equals(instance.store().dictionary().name(object.type()));
  }
}
