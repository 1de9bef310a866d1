// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.tenant.directory.Journal;
import dev.understudy.tenant.fault.Fault;
import dev.understudy.tenant.fault.FaultPlan;
import dev.understudy.tenant.fault.Quota;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The cloud fails, on purpose.
final class FaultsTest {
  private final TestTenant tenant = TestTenant.start();
  private final Api api = new Api(tenant);

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void moreWritesThanTheQuotaAreRefusedUntilItFillsAgain() throws Exception {
    tenant
        .tenant()
        .throttle()
        .quota(new Quota(3, Duration.ofSeconds(3), 1_000, Duration.ofSeconds(10)));
    for (int i = 0; i < 3; i++) {
      assertThat(api.post("/users", Api.user("user" + i)).status()).isEqualTo(201);
    }

    Api.Reply refused = api.post("/users", Api.user("late"));

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("TooManyRequests");
    int wait = Integer.parseInt(refused.http().headers().firstValue("Retry-After").orElseThrow());
    assertThat(wait).isBetween(1, 3);
    assertThat(api.get("/users").ids()).hasSize(3);
    Thread.sleep(wait * 1_000L);
    assertThat(api.post("/users", Api.user("late")).status()).isEqualTo(201);
  }

  @Test
  void aFullBucketIsToldBeforeItOverflows() throws Exception {
    tenant
        .tenant()
        .throttle()
        .quota(new Quota(10, Duration.ofHours(1), 1_000, Duration.ofSeconds(10)));
    Api.Reply last = api.post("/users", Api.user("user"));
    for (int i = 0; i < 8; i++) {
      last = api.post("/users", Api.user("user" + i));
    }

    assertThat(last.http().headers().firstValue("x-ms-throttle-limit-percentage")).contains("0.90");
  }

  @Test
  void aLostAnswerWasDoneAndAThrottledRequestWasNot() throws Exception {
    tenant.tenant().faults().order(Fault.LOST_ANSWER, request -> request.writes());
    assertThat(api.post("/users", Api.user("ann")).status()).isEqualTo(500);
    assertThat(api.get("/users").ids()).hasSize(1);

    tenant.tenant().faults().order(Fault.THROTTLED, request -> request.writes());
    assertThat(api.post("/users", Api.user("bob")).status()).isEqualTo(429);
    assertThat(api.get("/users").ids()).hasSize(1);
  }

  @Test
  void htmlAndTruncatedAndDroppedAndSlowAnswersCome() throws Exception {
    assertThat(meeting(Fault.HTML).http().body()).startsWith("<!DOCTYPE html>");
    Api.Reply truncated = meeting(Fault.TRUNCATED);
    assertThat(truncated.http().body()).startsWith("{").doesNotEndWith("}");
    assertThatThrownBy(() -> meeting(Fault.DROPPED)).isInstanceOf(IOException.class);
    assertThat(meeting(Fault.UNAVAILABLE).status()).isEqualTo(503);
    assertThat(meeting(Fault.DENIED).code()).isEqualTo("Authorization_RequestDenied");
    assertThat(api.get("/users").status()).isEqualTo(200);
  }

  @Test
  void aShareOfAllRequestsFailsAndTheSameSeedPicksTheSame() throws Exception {
    FaultPlan plan = FaultPlan.NONE.with(Fault.THROTTLED, 0.5);
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (StringBuilder run : new StringBuilder[] {first, second}) {
      tenant.tenant().faults().plan(plan);
      for (int i = 0; i < 40; i++) {
        run.append(api.get("/users").status()).append(' ');
      }
    }
    assertThat(first.toString()).isEqualTo(second.toString()).contains("429").contains("200");
  }

  @Test
  void theJournalHasEveryWriteInItsOrder() throws Exception {
    String ann = api.post("/users", Api.user("ann")).id();
    api.get("/users");
    api.patch("/users/" + ann, "{\"jobTitle\": \"\"}");
    api.delete("/users/" + ann);

    assertThat(tenant.tenant().journal(0))
        .extracting(Journal.Entry::what)
        .containsExactly(
            new Journal.What("POST", "/users", 201),
            new Journal.What("PATCH", "/users/" + ann, 400),
            new Journal.What("DELETE", "/users/" + ann, 204));
  }

  private Api.Reply meeting(Fault fault) throws Exception {
    tenant.tenant().faults().order(fault, request -> request.target().path().startsWith("/v1.0/"));
    return api.get("/users");
  }
}
