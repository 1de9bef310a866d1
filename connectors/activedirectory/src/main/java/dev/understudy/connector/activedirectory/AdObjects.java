// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadScope;
import dev.understudy.ldap.LdapAccess;
import dev.understudy.ldap.LdapEntries;
import dev.understudy.ldap.LdapSchema;
import dev.understudy.ldap.RangedValues;
import dev.understudy.ldap.Unreadable;
import dev.understudy.schema.AttributeDefinition;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes objects and changes of the entries of one read.
final class AdObjects {
  /// The reference that may have more values than fit in one answer.
  static final String MEMBER = "member";

  /// What may be renamed and takes its children along.
  private static final List<String> CONTAINERS =
      List.of("organizationalUnit", "container", "builtinDomain", "lostAndFound");

  /// Values in one report; more follow in further reports of the same object.
  private static final int VALUES_PER_REPORT_MAX = 5_000;

  private final LdapAccess access;
  private final LdapSchema schema;
  private final ReadScope scope;
  private final LdapEntries entries;
  private final ContainerScope containers;

  AdObjects(LdapAccess access, LdapSchema schema, Selection selection) {
    this.access = access;
    this.schema = schema;
    this.scope = selection.scope();
    this.containers = selection.containers();
    this.entries = new LdapEntries(access, schema, scope);
  }

  /// What is read, and where it is now.
  record Selection(ReadScope scope, ContainerScope containers) {}

  ContainerScope containers() {
    return containers;
  }

  /// What every object in scope fulfils.
  Filter filter() {
    return entries.filter();
  }

  /// Whether objects can leave the scope without being moved.
  boolean hasFurtherConditions() {
    return !access.tree().filters().isEmpty();
  }

  /// What every object fulfils whose change may matter: conditions that an object can cease to
  /// fulfil are not part of it, because then nobody would be told.
  Filter changeFilter() {
    Set<String> classes = new LinkedHashSet<>(CONTAINERS);
    access
        .tree()
        .types()
        .classes()
        .forEach((type, objectClass) -> {
          if (scope.objectTypes().contains(type) && schema.schema().type(type).isPresent()) {
            classes.add(objectClass);
          }
        });
    return Filter.createORFilter(
        classes.stream().map(name -> Filter.createEqualityFilter("objectClass", name)).toList());
  }

  /// The attributes to ask for to get whole objects.
  String[] attributes() {
    Set<String> names = new LinkedHashSet<>();
    for (String name : entries.attributes()) {
      names.add(name.equals(MEMBER) ? RangedValues.first(name) : name);
    }
    names.add("uSNChanged");
    return names.toArray(String[]::new);
  }

  /// The same without what may have very many values.
  String[] attributesWithoutMembers() {
    return Arrays.stream(entries.attributes())
        .filter(name -> !name.equals(MEMBER))
        .toArray(String[]::new);
  }

  /// The attributes of which changes are asked for.
  List<String> changeAttributes() {
    Set<String> names = new LinkedHashSet<>(scope.attributes());
    names.addAll(List.of("name", "isDeleted", "objectClass"));
    return List.copyOf(names);
  }

  /// Whether changes of this entry are reported by value: it may have very many members.
  boolean isReportedByValue(Entry entry) {
    String[] classes = entry.getObjectClassValues();
    return classes != null
        && scope.attributes().contains(MEMBER)
        && access
            .tree()
            .types()
            .typeOf(Arrays.asList(classes))
            .flatMap(schema.schema()::type)
            .filter(type -> type.attributes().contains(MEMBER))
            .isPresent();
  }

  /// Whether the entry is a container, and not only an object.
  static boolean isContainer(Entry entry) {
    String[] classes = entry.getObjectClassValues();
    Set<String> has = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (classes != null) {
      has.addAll(Arrays.asList(classes));
    }
    return CONTAINERS.stream().anyMatch(has::contains);
  }

  /// Whether the entry is of a type and at a place that are read.
  boolean isInScope(Entry entry) {
    return containers.contains(Dn.of(entry.getDN())) && isOfReadType(entry);
  }

  private boolean isOfReadType(Entry entry) {
    String[] classes = entry.getObjectClassValues();
    return classes != null
        && access
            .tree()
            .types()
            .typeOf(Arrays.asList(classes))
            .filter(scope.objectTypes()::contains)
            .isPresent();
  }

  /// Whether the entry was looked at for what is below it alone, and can never have been read.
  boolean isMereContainer(Entry entry) {
    return isContainer(entry) && !isOfReadType(entry);
  }

  /// Hands on an entry that is in scope, with all values of all its attributes.
  void deliver(LDAPConnection connection, Entry entry, ImportSink sink)
      throws LDAPException, InterruptedException {
    try {
      Optional<ImportedChange.Present> object =
          entries.read(RangedValues.completed(connection, entry), null);
      if (object.isPresent()) {
        sink.accept(object.get());
      }
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(entry.getDN()));
    }
  }

  /// Hands on that an object is gone, or out of scope.
  static void deliverGone(ObjectGuid guid, ImportSink sink) throws InterruptedException {
    sink.accept(new ImportedChange.Deleted(guid.anchor(), null));
  }

  /// Hands on what an answer of DirSync says of an object that keeps its name.
  void deliverChanges(Entry changed, ImportSink sink) throws InterruptedException {
    List<AttributeChange> changes;
    try {
      changes = changes(changed);
    } catch (Unreadable e) {
      sink.reject(e.toDiscoveryError(changed.getDN()));
      return;
    }
    for (List<AttributeChange> report : reports(changes)) {
      sink.accept(
          new ImportedChange.Modified(
              ObjectGuid.of(changed).anchor(), Dn.of(changed.getDN()), null, report));
    }
  }

  private List<AttributeChange> changes(Entry changed) throws Unreadable {
    Map<String, AttributeChange> changes = new LinkedHashMap<>();
    for (Attribute attribute : changed.getAttributes()) {
      AttributeDefinition definition = entries.wanted(attribute.getBaseName());
      if (definition == null) {
        continue;
      }
      List<Value> values = entries.values(definition, attribute);
      RangedValues.Range range = RangedValues.Range.of(attribute);
      String name = definition.name();
      AttributeChange known = changes.get(name);
      AttributeChange.Update update =
          known instanceof AttributeChange.Update before
              ? before
              : new AttributeChange.Update(name, List.of(), List.of());
      if (range != null && range.isRemoved()) {
        changes.put(name, new AttributeChange.Update(name, update.added(), values));
      } else if (range != null && range.isAdded()) {
        changes.put(name, new AttributeChange.Update(name, values, update.removed()));
      } else if (known == null) {
        changes.put(name, new AttributeChange.Replace(name, values));
      }
    }
    return List.copyOf(changes.values());
  }

  /// Bounds what is handed on at once.
  private static List<List<AttributeChange>> reports(List<AttributeChange> changes) {
    List<List<AttributeChange>> reports = new ArrayList<>();
    List<AttributeChange> first = new ArrayList<>();
    for (AttributeChange change : changes) {
      if (change instanceof AttributeChange.Update(var name, var added, var removed)
          && added.size() + removed.size() > VALUES_PER_REPORT_MAX) {
        pieces(removed)
            .forEach(
                piece -> reports.add(List.of(new AttributeChange.Update(name, List.of(), piece))));
        pieces(added)
            .forEach(
                piece -> reports.add(List.of(new AttributeChange.Update(name, piece, List.of()))));
      } else {
        first.add(change);
      }
    }
    if (!first.isEmpty() || reports.isEmpty()) {
      reports.addFirst(first);
    }
    return reports;
  }

  private static List<List<Value>> pieces(List<Value> values) {
    List<List<Value>> pieces = new ArrayList<>();
    for (int from = 0; from < values.size(); from += VALUES_PER_REPORT_MAX) {
      pieces.add(values.subList(from, Math.min(values.size(), from + VALUES_PER_REPORT_MAX)));
    }
    return pieces;
  }

  /// A digest of everything that decides what is read: changes since a read of something else say
  /// nothing.
  String scopeDigest() {
    StringBuilder text = new StringBuilder(containers.identity());
    text.append('\n').append(new TreeSet<>(scope.objectTypes()));
    text.append('\n').append(new TreeSet<>(scope.attributes()));
    text.append('\n').append(access.tree().types().classes());
    text.append('\n').append(new TreeMap<>(access.tree().filters()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
