// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a function is called, as the reference writes it: `InStr(str text, str sought, [num start],
/// [compare mode]): num`.
///
/// A parameter type is `str` (text or a reference), `text`, `num`, `bool`, `bin`, `ref`, `dt`,
/// several of them joined by `|`, or `exp` for any single value; `mv` before it means the list as a
/// whole, `any` takes everything. `compare`, `case`, `encoding`, `skip` and `certname` are
/// enumerations. The result type `same` has the kinds of the first argument.
///
/// @param text the call without the result, for messages
/// @param result without kinds where they are those of the first argument
record Signature(String text, String name, List<Parameter> parameters, Type result) {

  /// @param kinds the [Kind] bits accepted
  /// @param names the names of an enumeration; empty where the argument is a value
  record Parameter(Passing passing, int kinds, boolean optional, List<String> names) {
    boolean whole() {
      return passing != Passing.EACH;
    }
  }

  /// How a list is passed: value by value, or as one argument; as one argument where nothing but a
  /// list makes sense.
  enum Passing {
    EACH,
    WHOLE,
    LIST
  }

  private static final Map<String, List<String>> ENUMERATIONS =
      Map.of(
          "compare", List.of("vbBinaryCompare", "vbTextCompare"),
          "case", List.of("CaseSensitive", "CaseInsensitive"),
          "encoding", List.of("Unicode", "ASCII", "UTF8"),
          "skip", List.of("DC"),
          "certname",
              List.of(
                  "SimpleName",
                  "EmailName",
                  "UpnName",
                  "DnsName",
                  "DnsFromAlternativeName",
                  "UrlName"));

  static Signature of(String text) {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    List<Parameter> parameters = new ArrayList<>();
    if (close > open + 1) {
      for (String part : text.substring(open + 1, close).split(", ", -1)) {
        parameters.add(parameter(part));
      }
    }
    String result = text.substring(close + 3);
    return new Signature(
        text.substring(0, close + 1), text.substring(0, open), parameters, result(result));
  }

  private static Parameter parameter(String text) {
    boolean optional = text.startsWith("[");
    String type = text.substring(optional ? 1 : 0, text.indexOf(' '));
    List<String> names = ENUMERATIONS.getOrDefault(type, List.of());
    if (!names.isEmpty()) {
      return new Parameter(Passing.EACH, Kind.TEXT.bit(), optional, names);
    }
    boolean list = type.startsWith("mv");
    Passing passing = list ? Passing.LIST : type.equals("any") ? Passing.WHOLE : Passing.EACH;
    return new Parameter(passing, kinds(list ? type.substring(2) : type), optional, List.of());
  }

  private static int kinds(String type) {
    int kinds = 0;
    for (String code : type.split("\\|", -1)) {
      kinds |=
          switch (code) {
            case "any", "exp" -> Type.ALL_KINDS;
            case "text" -> Kind.TEXT.bit();
            case "str" -> Type.TEXTUAL;
            default -> kind(code).bit();
          };
    }
    return kinds;
  }

  private static Kind kind(String code) {
    for (Kind kind : Kind.values()) {
      if (kind.code.equals(code)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no type: " + code);
  }

  private static Type result(String result) {
    boolean list = result.startsWith("mv");
    String code = list ? result.substring(2) : result;
    return new Type(code.equals("same") ? 0 : kinds(code), list);
  }

  static Set<String> enumerationNames() {
    Set<String> names = new HashSet<>();
    ENUMERATIONS.values().forEach(names::addAll);
    return names;
  }

  int required() {
    int required = 0;
    for (Parameter parameter : parameters) {
      required += parameter.optional() ? 0 : 1;
    }
    return required;
  }
}
