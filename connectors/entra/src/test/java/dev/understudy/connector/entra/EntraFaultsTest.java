// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ExportOutcome;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ObjectDelta;
import dev.understudy.tenant.fault.Fault;
import dev.understudy.tenant.fault.FaultPlan;
import dev.understudy.tenant.login.Client;
import dev.understudy.tenant.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Everything that a cloud does to its clients.
final class EntraFaultsTest {
  private final Cloud cloud = new Cloud();
  private final EntraConnector connector = cloud.connector("attempts", "12");

  @AfterEach
  void stop() {
    connector.close();
    cloud.close();
  }

  @Test
  void whenHalfOfAllRequestsAreThrottledEverythingArrivesOnce() throws Exception {
    cloud
        .tenant()
        .faults()
        .plan(FaultPlan.NONE.with(Fault.THROTTLED, 0.5).retryAfter(Duration.ZERO));
    List<ObjectDelta> batch = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      batch.add(Deltas.user("user" + i));
    }

    assertThat(connector.export(batch)).allMatch(ExportOutcome.Accepted.class::isInstance);

    cloud.tenant().faults().plan(FaultPlan.NONE);
    assertThat(Deltas.all(connector)).hasSize(60);
  }

  @Test
  void anAnswerThatIsLostAfterTheWorkWasDoneMakesNoDouble() throws Exception {
    cloud.tenant().faults().order(Fault.LOST_ANSWER, EntraFaultsTest::isCreation);
    cloud.tenant().faults().order(Fault.LOST_ANSWER, EntraFaultsTest::isCreation);

    assertThat(
            connector.export(List.of(Deltas.user("ann"), Deltas.user("bob"), Deltas.user("cecil"))))
        .allMatch(
            outcome -> outcome instanceof ExportOutcome.Accepted(var anchor, _) && anchor != null);

    assertThat(Deltas.all(connector)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"HTML", "TRUNCATED", "DROPPED", "UNAVAILABLE"})
  void aBrokenAnswerIsAskedForAgain(Fault fault) throws Exception {
    cloud.tenant().faults().order(fault, EntraFaultsTest::isGraph);

    assertThat(Deltas.export(connector, Deltas.user("ann")))
        .isInstanceOf(ExportOutcome.Accepted.class);

    cloud.tenant().faults().order(fault, EntraFaultsTest::isGraph);
    assertThat(Deltas.all(connector)).hasSize(1);
  }

  @Test
  void anAnswerThatDripsIsGivenUpInTime() throws Exception {
    try (EntraConnector hasty = cloud.connector("call-timeout", "10s")) {
      Deltas.export(connector, Deltas.user("ann"));
      cloud.tenant().faults().order(Fault.SLOW, EntraFaultsTest::isGraph);

      assertThat(Deltas.all(hasty)).hasSize(1);
    }
  }

  @Test
  void aCloudThatNeverAnswersEndsTheReadAsIncomplete() {
    cloud.tenant().faults().plan(FaultPlan.NONE.with(Fault.HTML, 1));
    try (EntraConnector impatient = cloud.connector("attempts", "2")) {
      assertThatThrownBy(() -> Deltas.all(impatient))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTIVITY));
    }
  }

  @Test
  void aRefusalInTheMiddleOfABatchHarmsNoOther() throws Exception {
    cloud.tenant().faults().order(Fault.DENIED, EntraFaultsTest::isCreation);

    List<ExportOutcome> outcomes =
        connector.export(List.of(Deltas.user("ann"), Deltas.user("bob")));

    assertThat(outcomes)
        .filteredOn(outcome ->
            outcome instanceof ExportOutcome.Rejected(String error, _)
                && error.equals("permission-issue"))
        .hasSize(1);
    assertThat(outcomes).filteredOn(ExportOutcome.Accepted.class::isInstance).hasSize(1);
  }

  @Test
  void aTokenThatExpiresBetweenTwoRequestsIsRenewed() throws Exception {
    Deltas.export(connector, Deltas.user("ann"));
    Thread.sleep(5);
    cloud.tenant().login().expireTokens();
    Thread.sleep(5);

    assertThat(Deltas.export(connector, Deltas.user("bob")))
        .isInstanceOf(ExportOutcome.Accepted.class);
  }

  @Test
  void anApplicationWithoutPermissionIsToldWhatToGrant() throws Exception {
    cloud
        .tenant()
        .login()
        .register(
            new Client(Cloud.CLIENT, List.of(Cloud.SECRET), List.of(), Set.of("User.Read.All")));

    assertThatThrownBy(() -> Deltas.all(connector))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION);
              assertThat(e).hasMessageContaining("docs/entra.md");
            });
  }

  @Test
  void aUserThatSomebodyDeletedComesBackAndIsNotDoubled() throws Exception {
    Deltas.export(connector, Deltas.user("ann"));
    ImportedChange.Present ann = Deltas.one(connector, Deltas.dn("ann"));
    Deltas.export(connector, new ObjectDelta.Delete(ann.anchor(), ann.dn(), "user"));
    assertThat(Deltas.all(connector)).isEmpty();

    Deltas.export(connector, Deltas.user("ann", "title", "Engineer"));

    assertThat(Deltas.one(connector, Deltas.dn("ann")).anchor()).isEqualTo(ann.anchor());
  }

  @Test
  void aDuplicateNameIsAnErrorOfThatObject() throws Exception {
    Deltas.export(connector, Deltas.user("ann"));

    ExportOutcome outcome =
        Deltas.export(
            connector,
            new ObjectDelta.Add(Deltas.dn("other"), "user", Deltas.user("ann").attributes()));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ExportOutcome.Rejected.class,
            rejected -> {
              assertThat(rejected.error()).isEqualTo("InvalidSoftMatch");
              assertThat(rejected.detail()).contains("userPrincipalName");
            });
  }

  private static boolean isGraph(Request request) {
    return request.target().path().startsWith("/v1.0/");
  }

  private static boolean isCreation(Request request) {
    return request.method().equals("POST") && request.target().path().equals("/v1.0/users");
  }
}
