// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Checker.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks and compiles the calls that are no plain functions of values: they choose what to
/// evaluate, bind variables, or read more than their arguments.
final class SpecialForms {
  static final Set<String> NAMES =
      Set.of(
          "Error",
          "Guid",
          "IIF",
          "ImportedValue",
          "Now",
          "RandomNum",
          "Select",
          "Switch",
          "ValueCount",
          "Where",
          "With");

  private final Checker checker;
  private final Uses uses;
  private final Issues issues;

  SpecialForms(Checker checker, Uses uses, Issues issues) {
    this.checker = checker;
    this.uses = uses;
    this.issues = issues;
  }

  Typed check(Ast.Call call, @Nullable Scope scope) {
    Place place = call.place();
    int given = call.arguments().size();
    String mistake = arity(call.function(), given);
    if (mistake != null) {
      issues.add(place, mistake);
      return checker.broken(place);
    }
    List<Ast> arguments = call.arguments();
    return switch (call.function()) {
      case "IIF" -> iif(place, arguments, scope);
      case "Switch" -> switchOf(place, arguments, scope);
      case "Select", "Where", "With" -> binding(call, scope);
      case "ImportedValue", "ValueCount" -> named(call);
      case "Error" -> error(place, checker.check(arguments.getFirst(), scope));
      case "Now" -> new Typed(place, Type.DATE, new SpecialNodes.Now());
      case "Guid" -> new Typed(place, Type.TEXT, new SpecialNodes.NewGuid());
      case "RandomNum" -> random(place, arguments, scope);
      default -> throw new IllegalArgumentException("no special form: " + call.function());
    };
  }

  private static @Nullable String arity(String name, int given) {
    String form =
        switch (name) {
          case "IIF" -> "3 IIF(exp condition, var valueIfTrue, var valueIfFalse)";
          case "Switch" -> "2 Switch(exp condition, var value, …)";
          case "Select" -> "3 Select($item, mv list, exp result)";
          case "Where" -> "3 Where($item, mv list, exp condition)";
          case "With" -> "3 With($name, exp value, exp result)";
          case "ImportedValue", "ValueCount" -> "1 " + name + "(\"attribute\")";
          case "Error" -> "1 Error(str message)";
          case "RandomNum" -> "2 RandomNum(num start, num end)";
          default -> "0 " + name + "()";
        };
    int expected = form.charAt(0) - '0';
    String call = form.substring(2);
    if (name.equals("Switch")) {
      boolean paired = given > 0 && given % 2 == 0;
      return paired ? null : "Switch takes conditions and values in pairs: " + call;
    }
    String plural = expected == 1 ? " argument" : " arguments";
    return given == expected
        ? null
        : "%s takes %s, not %d: %s".formatted(name, expected + plural, given, call);
  }

  private Typed iif(Place place, List<Ast> arguments, @Nullable Scope scope) {
    Typed condition = condition(arguments.getFirst(), "the condition of IIF", scope);
    Typed held = checker.check(arguments.get(1), scope);
    Typed otherwise = checker.check(arguments.get(2), scope);
    Type type = held.type().or(otherwise.type());
    Node[] conditions = {condition.node()};
    Node[] values = {held.node(), otherwise.node()};
    return new Typed(
        place,
        type.withMany(type.many() || condition.type().many()),
        new Choice("IIF", place, conditions, values));
  }

  private Typed switchOf(Place place, List<Ast> arguments, @Nullable Scope scope) {
    int pairs = arguments.size() / 2;
    Node[] conditions = new Node[pairs];
    Node[] values = new Node[pairs + 1];
    Type type = Type.NOTHING;
    for (int i = 0; i < pairs; i++) {
      String where = "condition " + (i + 1) + " of Switch";
      Typed condition = condition(arguments.get(2 * i), where, scope);
      Typed value = checker.check(arguments.get(2 * i + 1), scope);
      conditions[i] = condition.node();
      values[i] = value.node();
      type = type.or(value.type());
      type = type.withMany(type.many() || condition.type().many());
    }
    values[pairs] = new Node.Constant(Datum.Absence.NULL);
    return new Typed(place, type, new Choice("Switch", place, conditions, values));
  }

  private Typed condition(Ast ast, String where, @Nullable Scope scope) {
    Typed condition = checker.check(ast, scope);
    checker.expect(condition, Kind.BOOLEAN.bit(), where);
    return condition;
  }

  private Typed binding(Ast.Call call, @Nullable Scope scope) {
    Place place = call.place();
    String function = call.function();
    Typed source = checker.check(call.arguments().get(1), scope);
    if (source.type().mayInstruct()) {
      checker.expect(source, Type.ALL_KINDS, "argument 2 of " + function);
    }
    if (!(call.arguments().getFirst() instanceof Ast.Variable(Place at, String name))) {
      Place at = call.arguments().getFirst().place();
      issues.add(at, "argument 1 of " + function + " must be a variable, such as $item");
      return checker.broken(place);
    }
    int slot = uses.newVariable();
    Type bound = function.equals("With") ? source.type() : source.type().element();
    Typed body = checker.check(call.arguments().get(2), new Scope(name, slot, bound, scope));
    if (function.equals("With")) {
      return new Typed(place, body.type(), new SpecialNodes.With(slot, source.node(), body.node()));
    }
    SpecialNodes.Loop loop = new SpecialNodes.Loop(place, slot, source.node(), body.node());
    if (function.equals("Where")) {
      checker.expect(body, Kind.BOOLEAN.bit(), "the condition of Where");
      return new Typed(place, source.type().withMany(true), new SpecialNodes.Where(loop));
    }
    checker.expect(body, Type.ALL_KINDS, "the result of Select");
    return new Typed(place, body.type().withMany(true), new SpecialNodes.Select(loop));
  }

  private Typed named(Ast.Call call) {
    Place place = call.place();
    Ast argument = call.arguments().getFirst();
    if (!(argument instanceof Ast.Literal(Place at, Datum.Text(String name)))) {
      String hint = argument instanceof Ast.Attribute(_, String n) ? '"' + n + '"' : null;
      issues.add(
          argument.place(),
          "argument 1 of " + call.function() + " must be the name of an attribute in quotes",
          hint);
      return checker.broken(place);
    }
    if (call.function().equals("ValueCount")) {
      return new Typed(place, Type.NUMBER, new Node.ValueCount(uses.counted(at, name)));
    }
    return new Typed(place, uses.type(name), new Node.Imported(uses.attribute(at, name)));
  }

  private Typed error(Place place, Typed message) {
    checker.expect(message, Type.TEXTUAL, "argument 1 of Error");
    return new Typed(place, Type.NOTHING, new SpecialNodes.Raise(place, message.node()));
  }

  private Typed random(Place place, List<Ast> arguments, @Nullable Scope scope) {
    List<Typed> ends = new ArrayList<>();
    for (Ast argument : arguments) {
      Typed end = checker.check(argument, scope);
      checker.expect(end, Kind.NUMBER.bit(), "argument " + (ends.size() + 1) + " of RandomNum");
      ends.add(end);
    }
    Node node = new SpecialNodes.RandomNumber(place, ends.getFirst().node(), ends.getLast().node());
    boolean many = ends.getFirst().type().many() || ends.getLast().type().many();
    return new Typed(place, Type.NUMBER.withMany(many), node);
  }
}
