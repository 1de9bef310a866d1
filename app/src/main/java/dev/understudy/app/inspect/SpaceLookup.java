// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import dev.understudy.app.failure.AppException;
import dev.understudy.app.instance.Instance;
import dev.understudy.engine.program.JoinKey;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.store.SpaceReader;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Finds objects of connector spaces by what people know of them.
public final class SpaceLookup {
  private static final int PAGE = 1_000;
  private static final int AMBIGUOUS_SHOWN = 5;

  private final Instance instance;
  private final SpaceReader space;
  private final KnownNames names;

  public SpaceLookup(Instance instance) {
    this.instance = instance;
    this.space = instance.store().space();
    this.names = new KnownNames(instance);
  }

  /// Which objects a search is about.
  ///
  /// @param connector only of this connector; null is all
  /// @param query identifier, DN, anchor or `attribute=value`; null is all
  /// @param filter what else must hold
  public record Search(@Nullable String connector, @Nullable String query, Filter filter) {}

  /// What must hold of an object.
  ///
  /// @param anyFlag only objects with any of these flags of the state; 0 is all
  /// @param type only objects of this type; null is all
  /// @param disconnected only objects without a link
  /// @param placeholders only objects of which nothing but the name is known
  public record Filter(
      int anyFlag, @Nullable String type, boolean disconnected, boolean placeholders) {
    public static final Filter NONE = new Filter(0, null, false, false);
  }

  /// The one object that `query` means.
  ///
  /// @throws AppException when there is none, or more than one
  public SpaceObject one(@Nullable String connector, String query) {
    List<SpaceObject> found = exact(connector, query);
    if (found.isEmpty()) {
      found = search(new Search(connector, query, Filter.NONE), 0, AMBIGUOUS_SHOWN + 1);
    }
    if (found.isEmpty()) {
      throw AppException.failed(
          "nothing in %s is called \"%s\"; give an identifier, a DN, an anchor, or attribute=value (* stands for any text)"
              .formatted(connector == null ? "the connector spaces" : connector, query));
    }
    if (found.size() > 1) {
      StringBuilder several = new StringBuilder("\"%s\" means several objects:".formatted(query));
      Labels labels = new Labels(instance);
      for (SpaceObject object : found.subList(0, Math.min(found.size(), AMBIGUOUS_SHOWN))) {
        several.append(
            "\n  #%d  %s  %s"
                .formatted(
                    object.id(), labels.name(object.connector()), object.identity().dn().text()));
      }
      throw AppException.failed(several + "\nGive its #identifier, or --connector.");
    }
    return found.getFirst();
  }

  /// Objects by ascending identifier, behind `after`.
  public List<SpaceObject> search(Search search, long after, int limit) {
    String query = search.query();
    if (query == null) {
      return scan(search, after, limit, null);
    }
    List<SpaceObject> exact =
        exact(search.connector(), query).stream()
            .filter(object -> object.id() > after && passes(object, search.filter()))
            .toList();
    if (!exact.isEmpty()) {
      return exact.subList(0, Math.min(limit, exact.size()));
    }
    Optional<ValuePattern> pattern = ValuePattern.of(query);
    return pattern.isEmpty() ? List.of() : scan(search, after, limit, pattern.get());
  }

  /// By identifier, DN, anchor, or the value of an attribute that is a join key.
  private List<SpaceObject> exact(@Nullable String connector, String query) {
    Map<Long, SpaceObject> found = new LinkedHashMap<>();
    OptionalLong id = Identifier.of(query);
    if (id.isPresent()) {
      add(found, space.objects(List.of(id.getAsLong())), connector);
    }
    if (query.startsWith("#")) {
      return List.copyOf(found.values());
    }
    for (String name : connector == null ? instance.names() : List.of(connector)) {
      Optional<Integer> number = instance.number(name);
      if (number.isPresent()) {
        dns(query).forEach(dn -> add(found, space.byDn(number.get(), List.of(dn.key())), name));
        add(found, space.byAnchor(number.get(), AnchorText.candidates(query)), name);
        add(found, byKey(number.get(), query), name);
      }
    }
    return List.copyOf(found.values());
  }

  private void add(
      Map<Long, SpaceObject> found, List<SpaceObject> objects, @Nullable String connector) {
    for (SpaceObject object : objects) {
      String name = instance.store().dictionary().name(object.connector());
      if (connector == null || connector.equals(name)) {
        found.put(object.id(), object);
      }
    }
  }

  private static List<Dn> dns(String query) {
    List<Dn> dns = new ArrayList<>(List.of(Dn.flat(query)));
    try {
      dns.add(Dn.of(query));
    } catch (DnSyntaxException e) {
      // Not every name is a DN.
    }
    return dns;
  }

  private List<SpaceObject> byKey(int connector, String query) {
    Optional<ValuePattern> pattern = ValuePattern.of(query).filter(ValuePattern::isExact);
    Optional<Integer> attribute = pattern.flatMap(found -> names.attribute(found.attribute()));
    if (pattern.isEmpty() || attribute.isEmpty()) {
      return List.of();
    }
    List<Long> ids = new ArrayList<>();
    for (long id :
        space.byKey(connector, JoinKey.of(attribute.get(), Value.of(pattern.get().text())))) {
      ids.add(id);
    }
    return space.objects(ids);
  }

  private List<SpaceObject> scan(
      Search search, long after, int limit, @Nullable ValuePattern pattern) {
    List<SpaceObject> found = new ArrayList<>();
    for (String name :
        search.connector() == null ? instance.names() : List.of(search.connector())) {
      Optional<Integer> number = instance.number(name);
      if (number.isPresent()) {
        scan(number.get(), search.filter(), after, new Hits(found, limit, pattern));
      }
    }
    found.sort((one, other) -> Long.compare(one.id(), other.id()));
    return found.subList(0, Math.min(limit, found.size()));
  }

  /// @param found where to put what is found
  /// @param limit how many of one connector at most
  private record Hits(List<SpaceObject> found, int limit, @Nullable ValuePattern pattern) {}

  private void scan(int connector, Filter filter, long after, Hits hits) {
    int attribute = hits.pattern == null ? 0 : names.attribute(hits.pattern.attribute()).orElse(0);
    int count = 0;
    long from = after;
    while (count < hits.limit) {
      List<SpaceObject> page = space.page(connector, from, filter.anyFlag(), PAGE);
      if (page.isEmpty()) {
        return;
      }
      from = page.getLast().id();
      for (SpaceObject object : page) {
        if (count < hits.limit
            && passes(object, filter)
            && matches(object, attribute, hits.pattern)) {
          hits.found.add(object);
          count++;
        }
      }
    }
  }

  private boolean passes(SpaceObject object, Filter filter) {
    String type = filter.type();
    return (filter.anyFlag() == 0 || object.state().is(filter.anyFlag()))
        && (type == null
            || (!object.isPlaceholder()
                && type.equals(instance.store().dictionary().name(object.identity().type()))))
        && (!filter.disconnected() || (!object.lineage().isLinked() && !object.isPlaceholder()))
        && (!filter.placeholders() || object.isPlaceholder());
  }

  private static boolean matches(
      SpaceObject object, int attribute, @Nullable ValuePattern pattern) {
    if (pattern == null) {
      return true;
    }
    if (pattern.attribute().equalsIgnoreCase("dn")) {
      return pattern.matches(object.identity().dn().text());
    }
    Image image = object.images().imported();
    return image != null && image.get(attribute).stream().anyMatch(pattern::matches);
  }
}
