// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Absence;
import dev.understudy.engine.expr.EvaluationException.ErrorName;
import dev.understudy.engine.expr.Function.Nulls;
import dev.understudy.value.Dn;
import dev.understudy.value.DnSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parts of distinguished names.
final class DirectoryFunctions {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9-]*=");

  private DirectoryFunctions() {}

  static void define(Functions functions) {
    functions.two(
        "DNComponent(ref dn, num number): text", Nulls.NULL, DirectoryFunctions::component);
    functions.more(
        "DNComponentRev(ref dn, num number, [skip option]): text",
        Nulls.NULL,
        DirectoryFunctions::componentRev);
    functions.one("EscapeDNComponent(str component): text", Nulls.NULL, DirectoryFunctions::escape);
  }

  private static Datum component(Datum dn, Datum number) {
    long index = number.asNumber();
    return index == 1 && dn.asDn().depth() > 0
        ? value(dn.asDn())
        : pick(dn.asDn(), dn.asDn().rdns(), index);
  }

  private static Datum componentRev(Datum[] arguments) {
    Dn dn = arguments[0].asDn();
    List<String> rdns = new ArrayList<>(dn.rdns());
    if (arguments[2] != Absence.NULL) {
      rdns.removeIf(rdn -> rdn.regionMatches(true, 0, "DC=", 0, 3));
    }
    Collections.reverse(rdns);
    return pick(dn, rdns, arguments[1].asNumber());
  }

  private static Datum pick(Dn dn, List<String> rdns, long number) {
    if (number < 1 || number > rdns.size()) {
      throw new Fault(
          ErrorName.DN_INDEX, "component %d of %d in %s".formatted(number, rdns.size(), dn.text()));
    }
    String rdn = rdns.get((int) number - 1);
    try {
      return value(dn.isFlat() ? dn : Dn.of(rdn));
    } catch (DnSyntaxException e) {
      throw new Fault(ErrorName.DN_SYNTAX, String.valueOf(e.getMessage()));
    }
  }

  /// The value of the leftmost RDN, escapes resolved. Control characters stay as `\0A`: it is by
  /// this text that the shipped rules find the objects which replication renamed after a conflict.
  private static Datum value(Dn dn) {
    String value = dn.rdnParts().getFirst().value();
    if (value.chars().noneMatch(c -> c < ' ')) {
      return Datum.of(value);
    }
    StringBuilder shown = new StringBuilder(value.length() + 2);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ') {
        shown.append("\\%02X".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return Datum.of(shown.toString());
  }

  /// Escapes the value of a component, with or without `type=` before it.
  private static Datum escape(Datum component) {
    String text = component.asText();
    Matcher type = TYPE.matcher(text);
    int start = type.lookingAt() ? type.end() : 0;
    return Datum.of(text.substring(0, start) + Dn.escapeRdnValue(text.substring(start)));
  }
}
