// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.directory;

import dev.understudy.tenant.wire.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that a tenant holds.
public final class Directory implements AutoCloseable {
  /// How long an object stays in the bin.
  public static final Duration BIN = Duration.ofDays(30);

  private static final String PREFIX = "extension_";

  private final Database database;
  private final ObjectTable objects;
  private final LinkTable links;
  private final Journal journal;
  private final Organization organization;
  private final Clock clock;

  private Directory(Database database, Clock clock, Organization organization) {
    this.database = database;
    this.clock = clock;
    this.organization = organization;
    objects = new ObjectTable(database);
    links = new LinkTable(database, objects);
    journal = new Journal(database);
  }

  /// Opens the directory in a file, or an empty one that is forgotten.
  public static Directory open(@Nullable Path file, Clock clock, Organization.Plan plan) {
    Database database = new Database(file);
    Notes notes = new Notes(database);
    String id =
        notes
            .get("organization")
            .orElseGet(() -> plan.id().isEmpty() ? UUID.randomUUID().toString() : plan.id());
    notes.put("organization", id);
    return new Directory(database, clock, new Organization(id, plan));
  }

  public Database database() {
    return database;
  }

  public ObjectTable objects() {
    return objects;
  }

  public LinkTable links() {
    return links;
  }

  public Journal journal() {
    return journal;
  }

  public Organization organization() {
    return organization;
  }

  public Instant now() {
    return clock.instant();
  }

  /// Now, as properties hold it.
  public String timestamp() {
    return now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// A property of a type, directory extensions among them.
  public Optional<Property> property(ObjectType type, String name) {
    Optional<Property> own = type.property(name);
    if (own.isPresent() || !name.startsWith(PREFIX)) {
      return own;
    }
    return organization.plan().extensions().stream()
        .filter(extension -> extension.name().equals(name) && extension.targets().contains(type))
        .findFirst()
        .map(extension ->
            new Property(name, extension.kind(), Set.of(Property.Flag.WRITE), Extension.TEXT_MAX));
  }

  /// Takes those out of the bin that were there for too long.
  public void emptyBin() {
    List<StoredObject> old = database.read(() -> objects.deletedBefore(now().minus(BIN)));
    if (!old.isEmpty()) {
      database.write(() -> {
        old.forEach(this::purge);
        return old.size();
      });
    }
  }

  /// An object is gone for good.
  public void purge(StoredObject object) {
    links.forget(object.id());
    objects.put(
        new StoredObject(
            object.id(),
            object.type(),
            Json.object(),
            new StoredObject.Stamp(
                StoredObject.State.PURGED,
                object.stamp().version(),
                object.stamp().changed(),
                object.stamp().deleted())));
  }

  /// What an application registered to be kept with objects.
  ///
  /// @param name `extension_` + the application's id without hyphens + `_` + its own name
  /// @param kind what a value is
  /// @param targets the types that may have it
  public record Extension(String name, Property.Kind kind, Set<ObjectType> targets) {
    static final int TEXT_MAX = 256;

    /// The type of data in words of Graph.
    public String dataType() {
      return switch (kind) {
        case TEXT, TEXTS, OBJECT, OBJECTS -> "String";
        case FLAG -> "Boolean";
        case NUMBER -> "LargeInteger";
        case TIME -> "DateTime";
      };
    }
  }

  /// Whether a text is one of the domains that are proven to be ours.
  public boolean verified(String domain) {
    return organization.plan().domains().contains(domain.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    database.close();
  }
}
