// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingValuesTest {

  @Test
  void aListStandsInOneLineOrOneItemPerLine() {
    assertThat(values("a b,c , d").words("x")).containsExactly("a", "b", "c", "d");
    assertThat(values("first item\n  second, item\n").words("x"))
        .containsExactly("first item", "second, item");
    assertThat(values(" ").words("x")).isEmpty();
    assertThat(values("ou=a,dc=x\nou=b,dc=x").lines("x")).containsExactly("ou=a,dc=x", "ou=b,dc=x");
  }

  @Test
  void pairsKeepTheirOrderAndHaveNoDoubleNames() {
    assertThat(values("b=2 a=1").pairs("x"))
        .containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
    assertThat(values("First Name=given name\nx=(a=b)").pairs("x"))
        .containsExactly(Map.entry("First Name", "given name"), Map.entry("x", "(a=b)"));
    assertThatThrownBy(() -> values("a=1 a=2").pairs("x")).hasMessageContaining("a=2");
    assertThatThrownBy(() -> values("a").pairs("x")).hasMessageContaining("name=value");
  }

  @Test
  void aTimeSpanHasItsUnit() {
    assertThat(values("500ms").duration("x", Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    assertThat(values("2 m").duration("x", Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
    assertThat(values("").duration("x", Duration.ofDays(7))).isEqualTo(Duration.ofDays(7));
    assertThatThrownBy(() -> values("30").duration("x", Duration.ZERO)).hasMessageContaining("30s");
  }

  @Test
  void aValueThatCannotWorkIsNamedWithConnectorSettingAndExpectation() {
    assertThatThrownBy(() -> values("yes").flag("x", false))
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
        .hasMessage("connector test: the setting \"x\" is \"yes\"; expected true or false");
    assertThatThrownBy(() -> values("65").number("x", 4, 1, 64)).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> values("many").number("x", 4, 1, 64)).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> values("1").required("y")).hasMessageContaining("\"y\" is missing");
  }

  private static SettingValues values(String text) {
    return new SettingValues("test", Map.of("x", text));
  }
}
