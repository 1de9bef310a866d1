// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("displayName", "mail", "manager", "cn");

  @Test
  void letterCaseAndSmallSlipsAreForgiven() {
    assertThat(NearestName.among("DISPLAYNAME", NAMES)).contains("displayName");
    assertThat(NearestName.among("displaName", NAMES)).contains("displayName");
    assertThat(NearestName.among("mial", NAMES)).contains("mail");
    assertThat(NearestName.among("CN", NAMES)).contains("cn");
  }

  @Test
  void whatIsTooDifferentIsNotGuessed() {
    assertThat(NearestName.among("sn", NAMES)).isEmpty();
    assertThat(NearestName.among("telephone", NAMES)).isEmpty();
    assertThat(NearestName.among("", NAMES)).isEmpty();
  }
}
