// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Which object class of an LDAP directory makes an object which type. The first listed class that
/// an entry has decides, so the most specific ones stand first.
///
/// @param classes type name to object class, in order of trial
public record ObjectClassMapping(Map<String, String> classes) {

  private static final List<String> USUAL =
      List.of(
          "computer",
          "msDS-Device",
          "inetOrgPerson",
          "user",
          "contact",
          "foreignSecurityPrincipal",
          "group",
          "groupOfNames",
          "groupOfUniqueNames",
          "organizationalUnit");

  public ObjectClassMapping {
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /// The classes of Active Directory and of common LDAP directories, each a type of its own name.
  public static ObjectClassMapping usual() {
    Map<String, String> classes = new LinkedHashMap<>();
    USUAL.forEach(name -> classes.put(name, name));
    return new ObjectClassMapping(classes);
  }

  /// The type of an entry that has these object classes; empty when none of them is listed.
  public Optional<String> typeOf(Collection<String> objectClasses) {
    TreeSet<String> has = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    has.addAll(objectClasses);
    return classes.entrySet().stream()
        .filter(entry -> has.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
