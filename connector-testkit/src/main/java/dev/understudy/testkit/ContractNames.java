// SPDX-License-Identifier: Apache-2.0
package dev.understudy.testkit;

import dev.understudy.value.Dn;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the [ConnectorContractTest] shall call things in one directory. An attribute that the
/// directory has not is null, and the tests of its kind are left out.
///
/// @param person a type whose objects need a `name` and what [#required] says
/// @param group a type whose objects have `members`
/// @param dn the DN of the object called so
/// @param name the attribute that a new object's name is written to
/// @param attributes the attributes of each kind
public record ContractNames(
    String person, String group, Function<String, Dn> dn, String name, Kinds attributes) {

  /// Attributes of each kind.
  ///
  /// @param required another text attribute that a new person must have; or null
  /// @param text a single- or multi-valued text of a person
  /// @param texts a multi-valued text of a person
  /// @param members a multi-valued reference of a group
  /// @param typed attributes of the other types
  public record Kinds(
      @Nullable String required,
      String text,
      @Nullable String texts,
      @Nullable String members,
      Typed typed) {}

  /// Attributes that hold no text.
  ///
  /// @param number a number of a person
  /// @param bool a boolean of a person
  /// @param binary bytes of a person
  public record Typed(@Nullable String number, @Nullable String bool, @Nullable String binary) {}
}
