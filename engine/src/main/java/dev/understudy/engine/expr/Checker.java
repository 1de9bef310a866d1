// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks names, types and numbers of arguments, and compiles what it has checked.
final class Checker {
  private static final List<String> LITERALS =
      List.of("True", "False", "NULL", "AuthoritativeNull", "IgnoreThisFlow", "CRLF");

  /// A compiled part and what is known of its value.
  record Typed(Place place, Type type, Node node) {
    boolean isConstant() {
      return node instanceof Node.Constant;
    }
  }

  private final Uses uses;
  private final Issues issues;
  private final CallChecker calls;

  Checker(Uses uses, Issues issues) {
    this.uses = uses;
    this.issues = issues;
    this.calls = new CallChecker(this, uses, issues);
  }

  /// Compiles a whole expression.
  Node compile(Ast ast) {
    Typed whole = check(ast, null);
    if (whole.type.kinds() == Kind.DATE.bit()) {
      issues.add(whole.place, "a date cannot be stored", "FormatDateTime(…)");
    }
    return whole.node;
  }

  Typed check(Ast ast, @Nullable Scope scope) {
    Place place = ast.place();
    return switch (ast) {
      case Ast.Literal(_, Datum value) -> new Typed(place, typeOf(value), new Node.Constant(value));
      case Ast.Attribute(_, String name) ->
          new Typed(place, uses.type(name), new Node.Attribute(uses.attribute(place, name)));
      case Ast.Parameter(_, String name) ->
          new Typed(place, Type.TEXT, new Node.Parameter(uses.parameter(place, name)));
      case Ast.Variable(_, String name) -> variable(place, name, scope);
      case Ast.Name(_, String name) -> misplaced(place, name);
      case Ast.Negation(_, Ast operand) -> negation(place, check(operand, scope));
      case Ast.Chain chain -> chain(chain, scope);
      case Ast.Call call -> calls.check(call, scope);
      case Ast.Broken _ -> broken(place);
    };
  }

  /// Stands for something that is already reported.
  Typed broken(Place place) {
    return new Typed(place, Type.UNKNOWN, new Node.Variable(0));
  }

  /// Reports a value that can never be of the kinds `accepted`.
  void expect(Typed value, int accepted, String where) {
    if (value.type.mayInstruct()) {
      issues.add(
          value.place,
          "AuthoritativeNull and IgnoreThisFlow can only be the result of the whole expression,"
              + " not part of "
              + where,
          "NULL");
    } else if (value.type.never(accepted)) {
      issues.add(
          value.place,
          where + " must be " + Type.words(accepted) + ", not " + value.type.words(),
          conversion(value.type.kinds(), accepted));
    }
  }

  /// Computes what depends on no object.
  ///
  /// @param inputs whether all that goes into `computed` is constant
  Typed fold(Typed computed, boolean inputs) {
    if (!inputs) {
      return computed;
    }
    try {
      Datum value = computed.node.eval(new Frame(NoInputs.INSTANCE, 0));
      return new Typed(computed.place, computed.type, new Node.Constant(value));
    } catch (EvaluationException failure) {
      issues.add(new Place(failure.line(), failure.column()), failure.text());
      return broken(computed.place);
    }
  }

  private static Type typeOf(Datum literal) {
    return switch (literal) {
      case Datum.Absence absence -> absence == Datum.Absence.NULL ? Type.NOTHING : Type.INSTRUCTION;
      case Datum.Text _ -> Type.TEXT;
      case Datum.Num _ -> Type.NUMBER;
      case Datum.Flag _ -> Type.BOOLEAN;
      case Datum.Bytes _, Datum.Ref _, Datum.Moment _, Datum.Many _ -> Type.UNKNOWN;
    };
  }

  private Typed variable(Place place, String name, @Nullable Scope scope) {
    Scope found = Scope.find(name, scope);
    if (found != null) {
      return new Typed(place, found.type(), new Node.Variable(found.slot()));
    }
    if (!name.isEmpty()) {
      issues.unknown(place, "variable", "$" + name, dollars(Scope.names(scope)));
    }
    return broken(place);
  }

  private static List<String> dollars(List<String> names) {
    return names.stream().map(name -> "$" + name).toList();
  }

  /// A bare word that is no literal. Constants of enumerations are read by [CallChecker] where they
  /// belong.
  private Typed misplaced(Place place, String name) {
    if (Signature.enumerationNames().contains(name)) {
      issues.add(place, "the constant " + name + " has no meaning here");
    } else if (uses.knows(name)) {
      issues.add(place, "unknown name \"" + name + '"', "[" + name + "]");
    } else if (CallChecker.names().contains(name)) {
      issues.add(place, "the function " + name + " needs its arguments", name + "(…)");
    } else {
      issues.unknown(place, "name", name, LITERALS);
    }
    return broken(place);
  }

  private Typed negation(Place place, Typed operand) {
    int before = issues.count();
    expect(operand, Kind.NUMBER.bit(), "the operand of \"-\"");
    Node node = new Negation(place, operand.node);
    Type type = Type.NUMBER.withMany(operand.type.many());
    return fold(new Typed(place, type, node), operand.isConstant() && issues.count() == before);
  }

  private record Negation(Place place, Node operand) implements Node {
    @Override
    public Datum eval(Frame frame) {
      Datum value = operand.eval(frame);
      try {
        return value instanceof Datum.Many
            ? Vectors.zip(frame, value, Datum.Text.EMPTY, (each, _) -> Operators.negate(each))
            : Operators.negate(value);
      } catch (Fault fault) {
        throw place.failure(fault, "\"-\"");
      }
    }
  }

  private Typed chain(Ast.Chain chain, @Nullable Scope scope) {
    Typed first = check(chain.first(), scope);
    Typed left = first;
    boolean constant = first.isConstant();
    int before = issues.count();
    List<OperatorChain.Step> steps = new ArrayList<>();
    for (Ast.Link link : chain.links()) {
      Typed right = check(link.right(), scope);
      Type type = result(link, left, right);
      steps.add(new OperatorChain.Step(link.operator(), link.place(), right.node));
      constant &= right.isConstant();
      left = new Typed(left.place, type, left.node);
    }
    Node node = new OperatorChain(first.node, steps.toArray(OperatorChain.Step[]::new));
    Typed whole = new Typed(chain.place(), left.type, node);
    return fold(whole, constant && issues.count() == before);
  }

  private Type result(Ast.Link link, Typed left, Typed right) {
    Operator operator = link.operator();
    boolean many = left.type.many() || right.type.many();
    return switch (operator.tier) {
      case LOGIC -> {
        expectBoth(operator, left, right, Kind.BOOLEAN.bit());
        yield Type.BOOLEAN.withMany(many);
      }
      case COMPARISON -> {
        comparison(link, left, right);
        yield Type.BOOLEAN.withMany(many);
      }
      case ARITHMETIC -> arithmetic(link, left, right).withMany(many);
    };
  }

  private Type arithmetic(Ast.Link link, Typed left, Typed right) {
    Operator operator = link.operator();
    int text = Type.TEXTUAL;
    if (operator == Operator.CONCATENATE) {
      int joinable = text | Kind.BINARY.bit();
      expectBoth(operator, left, right, joinable);
      int both = left.type.kinds() | right.type.kinds();
      boolean binary = (both & text) == 0 && (both & Kind.BINARY.bit()) != 0;
      boolean mixed = (both & text) != 0 && (both & Kind.BINARY.bit()) != 0;
      int kinds = Kind.TEXT.bit() | (mixed ? Kind.BINARY.bit() : 0);
      return binary ? Type.one(Kind.BINARY) : new Type(kinds, false);
    }
    boolean texts = operator == Operator.ADD && isText(left) && isText(right);
    if (texts) {
      issues.add(link.place(), "\"+\" adds numbers; texts are joined with \"&\"", "&");
      return Type.TEXT;
    }
    expectBoth(operator, left, right, Kind.NUMBER.bit());
    return Type.NUMBER;
  }

  private static boolean isText(Typed value) {
    return value.type.kinds() != 0 && (value.type.mask() & ~Type.TEXTUAL) == 0;
  }

  private void comparison(Ast.Link link, Typed left, Typed right) {
    Operator operator = link.operator();
    int orderable = Type.TEXTUAL | Kind.NUMBER.bit() | Kind.DATE.bit();
    int before = issues.count();
    expectBoth(operator, left, right, operator.isEquality() ? Type.ALL_KINDS : orderable);
    int partner = left.type.kinds();
    partner |= (partner & Type.TEXTUAL) != 0 ? Type.TEXTUAL : 0;
    if (issues.count() == before && partner != 0 && right.type.never(partner)) {
      issues.add(
          link.place(),
          "%s cannot be compared with %s".formatted(left.type.words(), right.type.words()),
          null);
    }
  }

  private void expectBoth(Operator operator, Typed left, Typed right, int accepted) {
    expect(left, accepted, "the left side of \"" + operator.symbol + '"');
    expect(right, accepted, "the right side of \"" + operator.symbol + '"');
  }

  /// The function that makes one of the kinds `wanted` of the kinds `found`.
  private static @Nullable String conversion(int found, int wanted) {
    boolean text = (found & Kind.TEXT.bit()) != 0;
    boolean number = found == Kind.NUMBER.bit();
    if ((wanted & Kind.TEXT.bit()) != 0 && (wanted & Kind.NUMBER.bit()) == 0) {
      return switch (Type.words(found)) {
        case "a number", "True or False" -> "CStr(…)";
        case "a date" -> "FormatDateTime(…)";
        case "binary" -> "ConvertToBase64(…)";
        default -> null;
      };
    }
    if (wanted == Kind.NUMBER.bit()) {
      return text ? "CNum(…)" : null;
    }
    if (wanted == Kind.DATE.bit()) {
      return text ? "CDate(…)" : number ? "DateFromNum(…)" : null;
    }
    if (wanted == Kind.REFERENCE.bit()) {
      return text ? "CRef(…)" : null;
    }
    return wanted == Kind.BOOLEAN.bit() && (text || number) ? "CBool(…)" : null;
  }
}
