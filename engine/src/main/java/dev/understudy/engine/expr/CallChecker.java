// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Checker.Typed;
import dev.understudy.engine.expr.Signature.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Checks and compiles calls.
final class CallChecker {
  private static final Set<String> NAMES = allNames();

  private final Checker checker;
  private final Issues issues;
  private final SpecialForms specialForms;

  CallChecker(Checker checker, Uses uses, Issues issues) {
    this.checker = checker;
    this.issues = issues;
    this.specialForms = new SpecialForms(checker, uses, issues);
  }

  /// Everything that can be called.
  static Set<String> names() {
    return NAMES;
  }

  private static Set<String> allNames() {
    Set<String> names = new TreeSet<>(Functions.all().keySet());
    names.addAll(SpecialForms.NAMES);
    return names;
  }

  Typed check(Ast.Call call, @Nullable Scope scope) {
    if (SpecialForms.NAMES.contains(call.function())) {
      return specialForms.check(call, scope);
    }
    Function function = Functions.get(call.function());
    if (function != null) {
      return check(call, function, scope);
    }
    issues.unknown(call.place(), "function", call.function(), NAMES);
    for (Ast argument : call.arguments()) {
      if (!(argument instanceof Ast.Name)) {
        checker.check(argument, scope);
      }
    }
    return checker.broken(call.place());
  }

  private Typed check(Ast.Call call, Function function, @Nullable Scope scope) {
    int before = issues.count();
    Signature signature = function.signature();
    List<Parameter> parameters = signature.parameters();
    int given = call.arguments().size();
    if (given < signature.required() || given > parameters.size()) {
      issues.add(call.place(), arity(signature, given));
    }
    List<Typed> arguments = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      Ast argument = call.arguments().get(i);
      if (i >= parameters.size()) {
        checker.check(argument, scope);
      } else {
        String where = "argument " + (i + 1) + " of " + function.name();
        arguments.add(argument(argument, parameters.get(i), where, scope));
      }
    }
    Type type = result(signature, arguments);
    if (issues.count() > before) {
      return new Typed(call.place(), type, checker.broken(call.place()).node());
    }
    List<Node> nodes = arguments.stream().map(Typed::node).toList();
    Typed typed = new Typed(call.place(), type, Call.of(function, call.place(), nodes));
    return checker.fold(typed, arguments.stream().allMatch(Typed::isConstant));
  }

  private static String arity(Signature signature, int given) {
    int required = signature.required();
    int most = signature.parameters().size();
    String expected = required == most ? "" + most : required + " to " + most;
    String plural = most == 1 ? " argument" : " arguments";
    String name = signature.name();
    return "%s takes %s, not %d: %s".formatted(name, expected + plural, given, signature.text());
  }

  private Typed argument(Ast ast, Parameter parameter, String where, @Nullable Scope scope) {
    if (!parameter.names().isEmpty()) {
      return constant(ast, parameter, where, scope);
    }
    Typed typed = checker.check(ast, scope);
    int before = issues.count();
    checker.expect(typed, parameter.kinds(), where);
    boolean single = !typed.type().many() && typed.type().mask() != 0;
    if (parameter.passing() == Signature.Passing.LIST && single && issues.count() == before) {
      issues.add(
          typed.place(), where + " must be a list, such as an attribute with several values");
    }
    return typed;
  }

  /// A name of an enumeration, bare or as a text.
  private Typed constant(Ast ast, Parameter parameter, String where, @Nullable Scope scope) {
    if (ast instanceof Ast.Name(Place place, String name)) {
      if (!parameter.names().contains(name)) {
        String message = where + " must be one of " + String.join(", ", parameter.names());
        issues.add(place, message + ", not " + name, Nearest.to(name, parameter.names()));
      }
      return new Typed(place, Type.TEXT, new Node.Constant(new Datum.Text(name)));
    }
    Typed typed = checker.check(ast, scope);
    checker.expect(typed, Kind.TEXT.bit(), where);
    if (typed.node() instanceof Node.Constant(Datum.Text(String name))
        && !parameter.names().contains(name)) {
      String message = where + " must be one of " + String.join(", ", parameter.names());
      issues.add(ast.place(), message, Nearest.to(name, parameter.names()));
    }
    return typed;
  }

  private static Type result(Signature signature, List<Typed> arguments) {
    Type result = signature.result();
    if (result.kinds() == 0 && !arguments.isEmpty()) {
      int accepted = signature.parameters().getFirst().kinds();
      int kinds = arguments.getFirst().type().kinds() & accepted;
      boolean textual =
          (kinds & Kind.REFERENCE.bit()) != 0 && accepted == (accepted | Type.TEXTUAL);
      result = new Type(textual ? kinds | Kind.TEXT.bit() : kinds, result.many());
    }
    boolean many = result.many();
    for (int i = 0; i < arguments.size(); i++) {
      many |= !signature.parameters().get(i).whole() && arguments.get(i).type().many();
    }
    return result.withMany(many);
  }
}
