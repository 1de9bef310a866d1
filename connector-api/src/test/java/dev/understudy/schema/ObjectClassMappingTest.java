// SPDX-License-Identifier: Apache-2.0
package dev.understudy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ObjectClassMappingTest {

  @Test
  void theFirstListedClassDecides() {
    Map<String, String> classes = new LinkedHashMap<>();
    classes.put("device", "computer");
    classes.put("person", "user");
    ObjectClassMapping mapping = new ObjectClassMapping(classes);

    assertThat(mapping.typeOf(List.of("top", "USER", "computer"))).contains("device");
    assertThat(mapping.typeOf(List.of("top", "User"))).contains("person");
    assertThat(mapping.typeOf(List.of("top"))).isEmpty();
  }

  @Test
  void aComputerOfActiveDirectoryIsNoUser() {
    assertThat(
            ObjectClassMapping.usual()
                .typeOf(List.of("top", "person", "organizationalPerson", "user", "computer")))
        .contains("computer");
  }
}
