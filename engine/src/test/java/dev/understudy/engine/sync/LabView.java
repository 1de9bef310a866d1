// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import dev.understudy.engine.metaverse.MetaverseLink;
import dev.understudy.engine.metaverse.MetaverseObject;
import dev.understudy.engine.metaverse.Origin;
import dev.understudy.engine.space.Image;
import dev.understudy.engine.space.Intent;
import dev.understudy.engine.space.PendingExport;
import dev.understudy.engine.space.SpaceLink;
import dev.understudy.engine.space.SpaceObject;
import dev.understudy.engine.space.SpaceState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// The state of a lab as text.
final class LabView {
  private LabView() {}

  static List<SpaceObject> objects(Lab lab, String connector) {
    return lab.store.space().page(lab.number(connector), 0, 0, Integer.MAX_VALUE);
  }

  static List<MetaverseObject> metaverse(Lab lab) {
    return lab.store.metaverse().page(0, Integer.MAX_VALUE);
  }

  static List<SpaceLink> links(Lab lab, SpaceObject owner) {
    return lab.store.space().links(owner.id(), 0, null, Integer.MAX_VALUE);
  }

  /// The names of those that a metaverse object refers to.
  static String references(Lab lab, long owner, int attribute) {
    TreeSet<String> names = new TreeSet<>();
    for (MetaverseLink link :
        lab.store.metaverse().links(owner, attribute, null, Integer.MAX_VALUE)) {
      names.add(label(lab, link.target()));
    }
    return String.join("|", names);
  }

  /// A name for a metaverse object that does not depend on the order of events: the first of its
  /// objects that exist.
  static String label(Lab lab, long metaverse) {
    TreeSet<String> names = new TreeSet<>();
    for (SpaceObject object : lab.store.space().joinedTo(List.of(metaverse))) {
      if (object.images().imported() != null) {
        names.add(label(lab, object));
      }
    }
    return names.isEmpty() ? "" : names.first();
  }

  static String label(Lab lab, SpaceObject object) {
    return lab.store.dictionary().name(object.connector()) + ":" + object.identity().dn().text();
  }

  static List<String> pending(Lab lab, String connector) {
    List<String> lines = new ArrayList<>();
    for (SpaceObject object : objects(lab, connector)) {
      String dn = object.identity().dn().text();
      switch (PendingExport.of(object)) {
        case PendingExport.None _ -> {
          String references = pendingReferences(lab, object);
          if (!references.isEmpty()) {
            lines.add("update " + dn + ":" + references);
          }
        }
        case PendingExport.Delete _ -> lines.add("delete " + dn);
        case PendingExport.Add(var name, Image attributes) ->
            lines.add(
                "add %s %s:%s%s"
                    .formatted(
                        lab.store.dictionary().name(object.identity().type()),
                        name.text(),
                        image(lab, attributes),
                        pendingReferences(lab, object)));
        case PendingExport.Update update ->
            lines.add("update " + dn + ":" + update(lab, update) + pendingReferences(lab, object));
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private static String update(Lab lab, PendingExport.Update update) {
    TreeSet<String> parts = new TreeSet<>();
    for (PendingExport.Difference difference : update.differences()) {
      String name = " " + lab.store.dictionary().name(difference.attribute());
      if (difference.exact()) {
        parts.add(name + "=" + LabSchema.text(difference.after()));
      } else {
        difference.added().forEach(value -> parts.add(name + "+" + value));
        difference.removed().forEach(value -> parts.add(name + "-" + value));
      }
    }
    String dn = update.newDn() == null ? "" : " dn=" + update.newDn().text();
    return dn + String.join("", parts);
  }

  private static String pendingReferences(Lab lab, SpaceObject object) {
    TreeSet<String> values = new TreeSet<>();
    for (SpaceLink link : links(lab, object)) {
      if (link.is(SpaceLink.PENDING)) {
        values.add(
            " %s%s%s"
                .formatted(
                    lab.store.dictionary().name(link.attribute()),
                    link.is(SpaceLink.DESIRED) ? "+" : "-",
                    target(lab, link)));
      }
    }
    return String.join("", values);
  }

  private static String target(Lab lab, SpaceLink link) {
    return lab.store.space().objects(List.of(link.target())).getFirst().identity().dn().text();
  }

  private static String image(Lab lab, Image image) {
    TreeSet<String> values = new TreeSet<>();
    for (int i = 0; i < image.size(); i++) {
      values.add(
          " "
              + lab.store.dictionary().name(image.attribute(i))
              + "="
              + LabSchema.text(image.values(i)));
    }
    return String.join("", values);
  }

  static String wanted(Lab lab, SpaceObject object) {
    return switch (object.images().intent()) {
      case Intent.Unmanaged _ -> "unmanaged";
      case Intent.Gone _ -> "gone";
      case Intent.Exists exists -> {
        TreeSet<String> references = new TreeSet<>();
        for (SpaceLink link : links(lab, object)) {
          if (link.is(SpaceLink.DESIRED)) {
            references.add(
                " %s>%s"
                    .formatted(lab.store.dictionary().name(link.attribute()), target(lab, link)));
          }
        }
        yield (exists.dn() == null ? "" : exists.dn().text())
            + ":"
            + image(lab, exists.exact())
            + (exists.included().size() == 0 ? "" : " with" + image(lab, exists.included()))
            + (exists.excluded().size() == 0 ? "" : " without" + image(lab, exists.excluded()))
            + String.join("", references);
      }
    };
  }

  /// Everything that is stored, identifiers and times included; of errors only the names.
  static String dump(Lab lab) {
    StringBuilder text = new StringBuilder();
    for (String connector : Lab.CONNECTORS) {
      for (SpaceObject object : objects(lab, connector)) {
        var error = object.state().error();
        text.append(object.id())
            .append(' ')
            .append(label(lab, object))
            .append(" parent ")
            .append(object.identity().parent())
            .append(" imported ")
            .append(
                object.images().imported() == null ? "-" : image(lab, object.images().imported()))
            .append(" | wanted ")
            .append(wanted(lab, object))
            .append(" | link ")
            .append(object.lineage().metaverse())
            .append(' ')
            .append(object.lineage().joinedBy())
            .append(Arrays.toString(object.lineage().inbound()))
            .append(Arrays.toString(object.lineage().outbound()))
            .append(object.lineage().provisioned())
            .append(" | flags ")
            .append(object.state().flags())
            .append(error == null ? "" : " " + error.name())
            .append('\n');
        for (SpaceLink link : links(lab, object)) {
          text.append("   ").append(link).append('\n');
        }
      }
    }
    for (MetaverseObject object : metaverse(lab)) {
      text.append("mv ")
          .append(object.id())
          .append(' ')
          .append(lab.store.dictionary().name(object.type()))
          .append(image(lab, object.values()));
      for (int attribute : object.origins().attributes()) {
        Origin origin = object.origins().get(attribute);
        text.append(' ').append(lab.store.dictionary().name(attribute)).append(origin);
      }
      text.append('\n');
      for (MetaverseLink link :
          lab.store.metaverse().links(object.id(), 0, null, Integer.MAX_VALUE)) {
        text.append("   ").append(link).append('\n');
      }
    }
    return text.toString();
  }

  /// The state without what depends on the order of events: identifiers and times.
  static String canonical(Lab lab) {
    TreeSet<String> lines = new TreeSet<>();
    for (MetaverseObject object : metaverse(lab)) {
      lines.add(canonical(lab, object));
    }
    for (String connector : Lab.CONNECTORS) {
      for (SpaceObject object : objects(lab, connector)) {
        if (object.isPlaceholder()) {
          continue;
        }
        lines.add(
            "%s %s link %s wanted %s"
                .formatted(
                    label(lab, object),
                    lab.store.dictionary().name(object.identity().type()),
                    object.lineage().isLinked() ? joined(lab, object.lineage().metaverse()) : "-",
                    wanted(lab, object)));
      }
      pending(lab, connector).forEach(line -> lines.add(connector + " pending " + line));
    }
    return String.join("\n", lines);
  }

  private static String canonical(Lab lab, MetaverseObject object) {
    StringBuilder text = new StringBuilder("mv ").append(joined(lab, object.id()));
    text.append(' ').append(lab.store.dictionary().name(object.type())).append(':');
    TreeSet<String> attributes = new TreeSet<>();
    for (int attribute : object.origins().attributes()) {
      String name = lab.store.dictionary().name(attribute);
      Origin origin = java.util.Objects.requireNonNull(object.origins().get(attribute));
      String values =
          LabSchema.isReference(name)
              ? references(lab, object.id(), attribute)
              : LabSchema.text(object.values().get(attribute));
      var rule = lab.program().rule(origin.rule());
      attributes.add(" %s=%s by %s".formatted(name, values, rule));
    }
    return text + String.join("", attributes);
  }

  private static String joined(Lab lab, long metaverse) {
    TreeSet<String> names = new TreeSet<>();
    lab.store.space().joinedTo(List.of(metaverse)).forEach(object -> names.add(label(lab, object)));
    return String.join("&", names);
  }

  static boolean isSettled(SpaceObject object) {
    return !object.state().is(SpaceState.TO_SYNCHRONIZE);
  }
}
