// SPDX-License-Identifier: Apache-2.0
package dev.understudy.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.matchingrules.OctetStringMatchingRule;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Attributes that come in pieces: `member;range=0-1499` and so on, until the upper end is `*`
/// ([MS-ADTS] 3.1.1.3.1.3.3).
public final class RangedValues {
  /// Values that are asked for at a time. Windows answers with 1,500 at most by default.
  public static final int STEP = 1_500;

  private static final int ATTEMPTS_MAX = 3;
  private static final Pattern RANGE = Pattern.compile("(?i)range=(\\d+)-(\\d+|\\*)");

  private RangedValues() {}

  /// What to ask for to get the first piece of an attribute.
  public static String first(String attribute) {
    return piece(attribute, 0);
  }

  private static String piece(String attribute, int from) {
    return "%s;range=%d-%d".formatted(attribute, from, from + STEP - 1);
  }

  /// The entry with all values of attributes of which only the first piece is there. When the
  /// object changes meanwhile, pieces do not fit together: then it is read again.
  ///
  /// @param entry with its uSNChanged
  /// @throws Unreadable when it changes all the time
  public static Entry completed(LDAPInterface connection, Entry entry)
      throws LDAPException, Unreadable {
    if (entry.getAttributes().stream().noneMatch(RangedValues::isUnfinished)) {
      return entry;
    }
    Entry first = entry;
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      Entry whole = attempt(connection, first);
      if (whole != null) {
        return whole;
      }
      Entry again = connection.getEntry(entry.getDN(), asked(entry.getAttributes()));
      if (again == null) {
        throw new Unreadable("read-error", "the object went away while its values were read");
      }
      first = again;
    }
    throw new Unreadable(
        "read-error",
        "the object changed %d times while its many values were read; read it again later"
            .formatted(ATTEMPTS_MAX));
  }

  /// Null when the object changed in between.
  private static @Nullable Entry attempt(LDAPInterface connection, Entry first)
      throws LDAPException {
    Entry whole = new Entry(first.getDN());
    for (Attribute attribute : first.getAttributes()) {
      Range range = Range.of(attribute);
      if (range == null || range.isLast()) {
        whole.addAttribute(attribute);
        continue;
      }
      String name = attribute.getBaseName();
      List<ASN1OctetString> values = new ArrayList<>(List.of(attribute.getRawValues()));
      while (!range.isLast()) {
        Entry next = connection.getEntry(first.getDN(), piece(name, values.size()), "uSNChanged");
        if (next == null || !usn(next).equals(usn(first))) {
          return null;
        }
        Attribute more = find(next, name);
        range = more == null ? Range.LAST : Objects.requireNonNull(Range.of(more));
        if (more != null) {
          values.addAll(List.of(more.getRawValues()));
        }
      }
      whole.addAttribute(
          new Attribute(
              name, OctetStringMatchingRule.getInstance(), values.toArray(ASN1OctetString[]::new)));
    }
    return whole;
  }

  private static @Nullable Attribute find(Entry entry, String name) {
    for (Attribute attribute : entry.getAttributes()) {
      if (attribute.getBaseName().equalsIgnoreCase(name) && Range.of(attribute) != null) {
        return attribute;
      }
    }
    return null;
  }

  private static String[] asked(Collection<Attribute> attributes) {
    return attributes.stream()
        .map(attribute ->
            Range.of(attribute) == null ? attribute.getBaseName() : first(attribute.getBaseName()))
        .distinct()
        .toArray(String[]::new);
  }

  private static String usn(Entry entry) {
    return String.valueOf(entry.getAttributeValue("uSNChanged"));
  }

  private static boolean isUnfinished(Attribute attribute) {
    Range range = Range.of(attribute);
    return range != null && !range.isLast();
  }

  /// The option `range=LOW-HIGH` of an attribute.
  ///
  /// @param high as it is written
  public record Range(int low, String high) {
    static final Range LAST = new Range(0, "*");

    /// Null when the attribute has none.
    public static @Nullable Range of(Attribute attribute) {
      if (!attribute.hasOptions()) {
        return null;
      }
      for (String option : attribute.getOptions()) {
        Matcher matcher = RANGE.matcher(option);
        if (matcher.matches()) {
          return new Range(Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
      }
      return null;
    }

    /// Whether there are no values after these.
    public boolean isLast() {
      return high.equals("*");
    }

    /// In an answer of DirSync: whether these values came.
    public boolean isAdded() {
      return low == 1 && high.equals("1");
    }

    /// In an answer of DirSync: whether these values went.
    public boolean isRemoved() {
      return low == 0 && high.equals("0");
    }
  }
}
