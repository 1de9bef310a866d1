// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.testkit.InMemoryDirectory;
import dev.understudy.testkit.StoredObject;
import dev.understudy.testkit.company.Company;
import dev.understudy.value.Attributes;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The directory of the company.
final class Corp {
  private static final long SEED = 42;
  private static final int PEOPLE_PER_GROUP = 12;
  private static final int NESTED_GROUPS = 10;
  private static final int CONTACTS = 5;

  private final Company company;
  private final InMemoryDirectory directory;

  /// A company of so many people, with a group for every twelve of them, a group of groups, and
  /// some contacts.
  Corp(int people) {
    int groups = people / PEOPLE_PER_GROUP;
    company =
        new Company(
            new Company.Size(people, groups, PEOPLE_PER_GROUP),
            Company.Style.ACTIVE_DIRECTORY,
            SEED);
    directory =
        new InMemoryDirectory(CorpSchema.SCHEMA, List.of(Dn.of(company.style().suffix())), true);
    company.containers().forEach(this::add);
    for (int person = 0; person < people; person++) {
      add(company.person(person));
    }
    for (int group = 0; group < groups; group++) {
      add(company.group(group));
    }
    addGroupOfGroups(Math.min(groups, NESTED_GROUPS));
    for (int contact = 1; contact <= CONTACTS; contact++) {
      addContact(contact);
    }
  }

  InMemoryDirectory directory() {
    return directory;
  }

  Company company() {
    return company;
  }

  /// How many objects of a type there are.
  long count(String type) {
    return directory.objects().stream().filter(object -> object.objectType().equals(type)).count();
  }

  StoredObject person(int person) {
    return find(Dn.of(company.personDn(person)));
  }

  StoredObject group(int group) {
    return find(Dn.of(company.groupDn(group)));
  }

  StoredObject find(Dn dn) {
    return directory.find(dn).orElseThrow(() -> new IllegalStateException("the demo has no " + dn));
  }

  /// The first value of an attribute.
  static String text(StoredObject object, String attribute) {
    List<Value> values = object.attributes().get(attribute);
    return values.isEmpty() ? "" : values.getFirst().toString();
  }

  /// Adds an entry of a company.
  void add(Company.Entry entry) {
    Attributes.Builder attributes = Attributes.builder();
    entry
        .attributes()
        .forEach((name, texts) -> texts.forEach(text -> attributes.add(name, typed(name, text))));
    entry.binary().forEach((name, bytes) -> attributes.add(name, Value.of(bytes)));
    String type = entry.attributes().getOrDefault("objectClass", List.of()).getLast();
    apply(new ObjectDelta.Add(Dn.of(entry.dn()), type, attributes.build()));
  }

  /// Changes an object.
  ///
  /// @param newDn null when it keeps its name
  /// @return its name then
  Dn modify(StoredObject object, @Nullable Dn newDn, AttributeChange... changes) {
    apply(
        new ObjectDelta.Modify(
            object.anchor(), object.dn(), newDn, object.objectType(), List.of(changes)));
    return newDn == null ? object.dn() : newDn;
  }

  void delete(StoredObject object) {
    apply(new ObjectDelta.Delete(object.anchor(), object.dn(), object.objectType()));
  }

  private void apply(ObjectDelta delta) {
    ExportOutcome outcome = directory.apply(delta);
    if (!(outcome instanceof ExportOutcome.Accepted)) {
      throw new IllegalStateException(
          "the directory of the demo refuses %s: %s".formatted(delta.dn(), outcome));
    }
  }

  private void addGroupOfGroups(int groups) {
    List<String> members = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      members.add(company.groupDn(group));
    }
    add(
        new Company.Entry(
            "cn=all projects,ou=groups," + company.style().suffix(),
            Map.of(
                "objectClass", List.of("top", "group"),
                "cn", List.of("all projects"),
                "displayName", List.of("All projects"),
                "sAMAccountName", List.of("all-projects"),
                "groupType", List.of("-2147483640"),
                "member", members),
            Map.of("objectGUID", guid(0))));
  }

  private void addContact(int contact) {
    String mail = "partner%d@fabrikam.com".formatted(contact);
    add(
        new Company.Entry(
            "cn=Partner %d,ou=people,%s".formatted(contact, company.style().suffix()),
            Map.of(
                "objectClass", List.of("top", "contact"),
                "cn", List.of("Partner " + contact),
                "displayName", List.of("Partner %d (Fabrikam)".formatted(contact)),
                "mail", List.of(mail),
                "proxyAddresses", List.of("SMTP:" + mail)),
            Map.of("objectGUID", guid(contact))));
  }

  private static byte[] guid(int number) {
    byte[] guid = new byte[16];
    guid[0] = 0x7e;
    guid[15] = (byte) number;
    return guid;
  }

  private static Value typed(String name, String text) {
    return switch (CorpSchema.SCHEMA.attribute(name).orElseThrow().type()) {
      case STRING -> Value.of(text);
      case NUMBER -> Value.of(Long.parseLong(text));
      case BOOLEAN -> Value.of(Boolean.parseBoolean(text));
      case REFERENCE -> Value.of(Dn.of(text));
      case BINARY -> throw new IllegalArgumentException(name + " is not text");
    };
  }
}
