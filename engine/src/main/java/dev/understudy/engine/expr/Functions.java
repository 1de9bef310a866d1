// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Function.Nulls;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All functions by name. The functions of a theme define themselves here.
final class Functions {
  private static final Functions ALL = new Functions();

  private final Map<String, Function> byName = new TreeMap<>();

  private Functions() {
    TextFunctions.define(this);
    SearchFunctions.define(this);
    ConversionFunctions.define(this);
    EncodingFunctions.define(this);
    DateFunctions.define(this);
    DirectoryFunctions.define(this);
    EvaluationFunctions.define(this);
    ListFunctions.define(this);
    CertificateFunctions.define(this);
  }

  static @Nullable Function get(String name) {
    return ALL.byName.get(name);
  }

  static Map<String, Function> all() {
    return Collections.unmodifiableMap(ALL.byName);
  }

  void one(String signature, Nulls nulls, Function.Unary body) {
    define(signature, nulls, body);
  }

  void two(String signature, Nulls nulls, Function.Binary body) {
    define(signature, nulls, body);
  }

  void more(String signature, Nulls nulls, Function.Variadic body) {
    define(signature, nulls, body);
  }

  private void define(String signature, Nulls nulls, Function.Body body) {
    Function function = new Function(Signature.of(signature), nulls, body);
    if (byName.put(function.name(), function) != null) {
      throw new IllegalStateException("defined twice: " + function.name());
    }
  }
}
