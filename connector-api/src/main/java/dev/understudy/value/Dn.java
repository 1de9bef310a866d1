// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A distinguished name: the text as the directory wrote it, and a normalized form that decides
/// equality. A name is either hierarchical (RFC 4514) or flat: one opaque text, for files and
/// tables that have no tree.
///
/// Two hierarchical DNs are equal when their RDNs are equal in order; attribute types and values
/// are compared without case, escapes are resolved, and runs of spaces count as one (the
/// `caseIgnoreMatch` of RFC 4517, which every directory in scope uses for naming attributes). Flat
/// names are equal when their texts are.
public final class Dn {
  private final String text;
  private final boolean flat;
  private volatile @Nullable String normalized;
  private volatile @Nullable DnKey key;

  private Dn(String text, boolean flat) {
    this.text = text;
    this.flat = flat;
  }

  /// Parses a hierarchical name. The empty text is the root, which has no RDN.
  ///
  /// @throws DnSyntaxException when the text is no DN by RFC 4514
  public static Dn of(String text) {
    Dn dn = new Dn(text, false);
    dn.normalized = DnParser.normalize(text);
    return dn;
  }

  /// A name without a tree: compared as it is, parent of nothing.
  public static Dn flat(String text) {
    return new Dn(text, true);
  }

  /// A name that was checked before it was stored: nothing is parsed until somebody compares it.
  public static Dn trusted(String text, boolean flat) {
    return new Dn(text, flat);
  }

  /// As [#trusted(String, boolean)], with its [#key()], which is not computed again.
  public static Dn trusted(String text, boolean flat, DnKey key) {
    Dn dn = new Dn(text, flat);
    dn.key = key;
    return dn;
  }

  /// The name as it was written by its directory; this is what people see.
  public String text() {
    return text;
  }

  /// Whether this name has no tree above it.
  public boolean isFlat() {
    return flat;
  }

  /// The form in which equal names are equal texts.
  public String normalized() {
    String known = normalized;
    if (known == null) {
      known = flat ? text : DnParser.normalize(text);
      normalized = known;
    }
    return known;
  }

  /// The key under which this name is looked up.
  public DnKey key() {
    DnKey known = key;
    if (known == null) {
      known = DnKey.of(normalized());
      key = known;
    }
    return known;
  }

  /// The RDNs, leftmost first, each as written (escapes included); empty for the root. A flat name
  /// is its own single RDN.
  public List<String> rdns() {
    return flat ? List.of(text) : DnParser.split(text);
  }

  /// The name one step up; empty for a flat name, for a name of one RDN and for the root.
  public Optional<Dn> parent() {
    if (flat) {
      return Optional.empty();
    }
    int comma = DnParser.endOfRdn(text, 0);
    if (comma >= text.length()) {
      return Optional.empty();
    }
    return Optional.of(new Dn(DnParser.strip(text.substring(comma + 1)), false));
  }

  /// The leftmost RDN as written; the empty text for the root.
  public String rdn() {
    return flat ? text : DnParser.strip(text.substring(0, DnParser.endOfRdn(text, 0)));
  }

  /// How many RDNs the name has: 0 for the root, 1 for a flat name.
  public int depth() {
    return flat ? 1 : DnParser.depth(text);
  }

  /// Whether this name stands below `ancestor`, or is it.
  public boolean isWithin(Dn ancestor) {
    if (flat || ancestor.flat) {
      return equals(ancestor);
    }
    String mine = normalized();
    String theirs = ancestor.normalized();
    return mine.equals(theirs)
        || theirs.isEmpty()
        || (mine.endsWith(theirs)
            && mine.charAt(mine.length() - theirs.length() - 1) == ','
            && isRdnStart(mine, mine.length() - theirs.length()));
  }

  /// The name with `rdn` in front of `parent`.
  ///
  /// @throws DnSyntaxException when the result is no DN
  public static Dn of(String rdn, Dn parent) {
    return of(parent.text.isEmpty() ? rdn : rdn + "," + parent.text);
  }

  /// The values of the leftmost RDN of a DN in order of writing, escapes resolved, each as `type,
  /// value`; more than one for a multi-valued RDN.
  public List<RdnPart> rdnParts() {
    return flat ? List.of(new RdnPart("", text)) : DnParser.parts(rdn());
  }

  /// One `type=value` of an RDN, escapes resolved.
  public record RdnPart(String type, String value) {}

  /// Escapes a value for use in an RDN (RFC 4514 §2.4).
  public static String escapeRdnValue(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean edgeSpace = c == ' ' && (i == 0 || i == value.length() - 1);
      if (c == 0) {
        escaped.append("\\00");
      } else if (c == '\n') {
        escaped.append("\\0A");
      } else if (c == '\r') {
        escaped.append("\\0D");
      } else if (edgeSpace || "\"+,;<>\\=".indexOf(c) >= 0 || (c == '#' && i == 0)) {
        escaped.append('\\').append(c);
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /// The texts of `dns`.
  public static List<String> texts(List<Dn> dns) {
    List<String> texts = new ArrayList<>(dns.size());
    for (Dn dn : dns) {
      texts.add(dn.text);
    }
    return List.copyOf(texts);
  }

  private static boolean isRdnStart(String normalized, int at) {
    int backslashes = 0;
    for (int i = at - 2; i >= 0 && normalized.charAt(i) == '\\'; i--) {
      backslashes++;
    }
    return backslashes % 2 == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dn dn && flat == dn.flat && normalized().equals(dn.normalized());
  }

  @Override
  public int hashCode() {
    return normalized().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
