// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Twenty requests in one.
final class BatchTest {
  private static final String JSON = "\"headers\": {\"Content-Type\": \"application/json\"}";
  private final TestTenant tenant = TestTenant.start();
  private final Api api = new Api(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void eachRequestHasItsOwnOutcome() throws Exception {
    Map<String, Integer> statuses =
        statuses(
            """
            {"id": "a", "method": "POST", "url": "/users", "body": %s, %s},
            {"id": "b", "method": "POST", "url": "/users", "body": {}, %s},
            {"id": "c", "method": "GET", "url": "/users/nobody"},
            {"id": "d", "method": "GET", "url": "/users?$select=id&$top=1"}
            """
                .formatted(Api.user("ann"), JSON, JSON));

    assertThat(statuses).containsEntry("a", 201).containsEntry("b", 400);
    assertThat(statuses).containsEntry("c", 404).containsEntry("d", 200);
  }

  @Test
  void whatDependsOnAFailureFails() throws Exception {
    Map<String, Integer> statuses =
        statuses(
            """
            {"id": "a", "method": "GET", "url": "/users/nobody"},
            {"id": "b", "method": "GET", "url": "/users", "dependsOn": ["a"]},
            {"id": "c", "method": "GET", "url": "/users", "dependsOn": ["b"]},
            {"id": "d", "method": "GET", "url": "/users"}
            """);

    assertThat(statuses).containsEntry("b", 424).containsEntry("c", 424).containsEntry("d", 200);
  }

  @Test
  void twentyOneAreTooMany() throws Exception {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 21; i++) {
      requests
          .append(i == 0 ? "" : ",")
          .append("{\"id\": \"%d\", \"method\": \"GET\", \"url\": \"/users\"}".formatted(i));
    }
    assertThat(post(requests.toString()).status()).isEqualTo(400);
  }

  @Test
  void idsAreUniqueAndABodySaysWhatItIs() throws Exception {
    String one = "{\"id\": \"a\", \"method\": \"GET\", \"url\": \"/users\"}";
    assertThat(post(one + "," + one).status()).isEqualTo(400);
    assertThat(
            post("{\"id\": \"a\", \"method\": \"POST\", \"url\": \"/users\", \"body\": {}}")
                .status())
        .isEqualTo(400);
  }

  private Api.Reply post(String requests) throws Exception {
    return api.post("/$batch", "{\"requests\": [" + requests + "]}");
  }

  private Map<String, Integer> statuses(String requests) throws Exception {
    Map<String, Integer> statuses = new HashMap<>();
    post(requests)
        .body()
        .path("responses")
        .forEach(one -> statuses.put(one.path("id").asString(), one.path("status").asInt()));
    return statuses;
  }
}
