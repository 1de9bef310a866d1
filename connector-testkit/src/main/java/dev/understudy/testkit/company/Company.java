// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit.company;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// A company of a given size. Every person and every group is worked out from the seed and its
/// number alone, so that a million of them need no memory, and any one can be asked for again.
///
/// @param size how large it is
/// @param style for which kind of directory its entries are made
/// @param seed the same seed makes the same company
public record Company(Size size, Style style, long seed) {
  /// Departments, one container each.
  public static final int DEPARTMENTS = 50;

  private static final int PEOPLE_PER_MANAGER = 10;

  /// How large a company is.
  ///
  /// @param people numbered from 0
  /// @param groups numbered from 0
  /// @param members of each group, fewer only when there are fewer people
  public record Size(int people, int groups, int members) {}

  /// For which kind of directory entries are made.
  public enum Style {
    /// `user` and `group` below `DC=contoso,DC=com`, with objectGUID and objectSid.
    ACTIVE_DIRECTORY("DC=contoso,DC=com"),
    /// `inetOrgPerson` and `groupOfNames` below `dc=contoso,dc=com`, with entryUUID where a file
    /// needs one.
    LDAP("dc=contoso,dc=com");

    private final String suffix;

    Style(String suffix) {
      this.suffix = suffix;
    }

    /// The DN at the top.
    public String suffix() {
      return suffix;
    }
  }

  /// An entry of a directory.
  ///
  /// @param dn its name
  /// @param attributes texts, `objectClass` among them
  /// @param binary values that are bytes
  public record Entry(
      String dn, Map<String, List<String>> attributes, Map<String, byte[]> binary) {}

  /// The containers, from the top down.
  public List<Entry> containers() {
    List<Entry> containers = new ArrayList<>();
    String top = style.suffix();
    containers.add(container("ou=people," + top, "people"));
    containers.add(container("ou=groups," + top, "groups"));
    for (int i = 0; i < DEPARTMENTS; i++) {
      containers.add(container("ou=%s,ou=people,%s".formatted(department(i), top), department(i)));
    }
    return containers;
  }

  private static Entry container(String dn, String ou) {
    return new Entry(
        dn,
        Map.of("objectClass", List.of("top", "organizationalUnit"), "ou", List.of(ou)),
        Map.of());
  }

  /// The DN of a person.
  public String personDn(int person) {
    return "%s=%s,ou=%s,ou=people,%s"
        .formatted(
            style == Style.LDAP ? "uid" : "CN",
            style == Style.LDAP ? account(person) : fullName(person),
            department(person % DEPARTMENTS),
            style.suffix());
  }

  /// The DN of a group.
  public String groupDn(int group) {
    return "cn=%s,ou=groups,%s".formatted(groupName(group), style.suffix());
  }

  /// A person.
  public Entry person(int person) {
    SplittableRandom random = random(person, 1);
    Map<String, List<String>> texts = new LinkedHashMap<>();
    String given = Names.GIVEN.get(person % Names.GIVEN.size());
    String family = Names.FAMILY.get(person / Names.GIVEN.size() % Names.FAMILY.size());
    String account = account(person);
    String mail = account + "@contoso.com";
    int place = random.nextInt(Names.CITIES.size());
    texts.put("cn", List.of(fullName(person)));
    texts.put("displayName", List.of(given + " " + family));
    texts.put("givenName", List.of(given));
    texts.put("sn", List.of(family));
    texts.put("mail", List.of(mail));
    texts.put("title", List.of(Names.TITLES.get(random.nextInt(Names.TITLES.size()))));
    texts.put("telephoneNumber", List.of("+31 20 555 " + number(random, 10_000)));
    texts.put("mobile", List.of("+31 6 " + number(random, 100_000_000)));
    texts.put("l", List.of(Names.CITIES.get(place)));
    texts.put("st", List.of("Region " + place % 12));
    texts.put("street", List.of("Main street " + random.nextInt(1, 400)));
    texts.put("postalCode", List.of(number(random, 100_000)));
    texts.put("physicalDeliveryOfficeName", List.of("Room " + random.nextInt(1, 900)));
    if (person >= PEOPLE_PER_MANAGER) {
      texts.put("manager", List.of(personDn(person / PEOPLE_PER_MANAGER)));
    }
    return style == Style.LDAP
        ? inetOrgPerson(person, account, texts)
        : user(person, account, texts);
  }

  private Entry inetOrgPerson(int person, String account, Map<String, List<String>> texts) {
    texts.put("objectClass", List.of("top", "person", "organizationalPerson", "inetOrgPerson"));
    texts.put("uid", List.of(account));
    texts.put("departmentNumber", List.of(department(person % DEPARTMENTS)));
    texts.put("employeeNumber", List.of(Integer.toString(100_000 + person)));
    texts.put("employeeType", List.of(person % 7 == 0 ? "contractor" : "employee"));
    texts.put("o", List.of("Contoso"));
    texts.put("description", List.of("Works in " + department(person % DEPARTMENTS)));
    return new Entry(personDn(person), texts, Map.of());
  }

  private Entry user(int person, String account, Map<String, List<String>> texts) {
    String mail = account + "@contoso.com";
    texts.put("objectClass", List.of("top", "person", "organizationalPerson", "user"));
    texts.put("sAMAccountName", List.of(account));
    texts.put("userPrincipalName", List.of(mail));
    texts.put(
        "proxyAddresses", List.of("SMTP:" + mail, "smtp:" + account + "@contoso.onmicrosoft.com"));
    texts.put("department", List.of(department(person % DEPARTMENTS)));
    texts.put("company", List.of("Contoso"));
    texts.put("co", List.of("Netherlands"));
    texts.put("c", List.of("NL"));
    texts.put("employeeID", List.of(Integer.toString(100_000 + person)));
    texts.put("userAccountControl", List.of(person % 25 == 0 ? "514" : "512"));
    texts.put("streetAddress", texts.remove("street"));
    return new Entry(
        personDn(person), texts, Map.of("objectGUID", guid(person, 2), "objectSid", sid(person)));
  }

  /// A group, members included.
  public Entry group(int group) {
    List<String> members = new ArrayList<>();
    for (int person : members(group)) {
      members.add(personDn(person));
    }
    Map<String, List<String>> texts = new LinkedHashMap<>();
    texts.put("cn", List.of(groupName(group)));
    texts.put("description", List.of("Members of project " + group));
    if (style == Style.LDAP) {
      texts.put("objectClass", List.of("top", "groupOfNames"));
      texts.put("member", members);
      return new Entry(groupDn(group), texts, Map.of());
    }
    texts.put("objectClass", List.of("top", "group"));
    texts.put("displayName", List.of("Project " + group));
    texts.put("sAMAccountName", List.of(groupName(group)));
    texts.put("groupType", List.of("-2147483640"));
    texts.put("member", members);
    return new Entry(
        groupDn(group),
        texts,
        Map.of("objectGUID", guid(group, 3), "objectSid", sid(size.people() + group)));
  }

  /// The numbers of the members of a group, ascending.
  public int[] members(int group) {
    SplittableRandom random = random(group, 4);
    int wanted = Math.min(size.members(), size.people());
    TreeSet<Integer> members = new TreeSet<>();
    while (members.size() < wanted) {
      members.add(random.nextInt(size.people()));
    }
    return members.stream().mapToInt(Integer::intValue).toArray();
  }

  /// The account name of a person.
  public String account(int person) {
    return Names.FAMILY
            .get(person / Names.GIVEN.size() % Names.FAMILY.size())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z]", "")
        + (person + 1000);
  }

  /// The text of the entryUUID of a person.
  public String personUuid(int person) {
    return uuid(guid(person, 2));
  }

  /// The text of the entryUUID of a group.
  public String groupUuid(int group) {
    return uuid(guid(group, 3));
  }

  private static String uuid(byte[] bytes) {
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
    return new java.util.UUID(buffer.getLong(), buffer.getLong()).toString();
  }

  private String fullName(int person) {
    return "%s %s %d"
        .formatted(
            Names.GIVEN.get(person % Names.GIVEN.size()),
            Names.FAMILY.get(person / Names.GIVEN.size() % Names.FAMILY.size()),
            person + 1000);
  }

  private static String groupName(int group) {
    return "project-" + group;
  }

  private static String department(int department) {
    return "dep%02d".formatted(department);
  }

  private static String number(SplittableRandom random, int bound) {
    return Integer.toString(bound + random.nextInt(bound)).substring(1);
  }

  private byte[] guid(int number, int kind) {
    byte[] bytes = new byte[16];
    random(number, kind).nextBytes(bytes);
    return bytes;
  }

  private static byte[] sid(int number) {
    java.nio.ByteBuffer sid =
        java.nio.ByteBuffer.allocate(28).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    sid.put((byte) 1).put((byte) 5).put(new byte[] {0, 0, 0, 0, 0, 5});
    sid.putInt(21).putInt(1111).putInt(2222).putInt(3333).putInt(1000 + number);
    return sid.array();
  }

  private SplittableRandom random(int number, int kind) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number * 31L + kind);
  }
}
