// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.DiscoveryError;
import dev.understudy.connector.ErrorCode;
import dev.understudy.connector.ImportSink;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.ReadScope;
import dev.understudy.connector.Watermark;
import dev.understudy.schema.Partition;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.SambaDc;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every way in which a watermark goes bad ends in a full read, and reports nothing before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdWatermarkTest {
  private final SambaDc dc = SambaDc.prepare();
  private AdDirectory directory;

  @BeforeAll
  void start() {
    dc.start();
    directory = AdDirectory.on(dc, Map.of("delta", "dirsync"));
    directory.makeUsers("CN=ann", "CN=bob");
  }

  @AfterAll
  void stop() {
    directory.close();
    dc.close();
  }

  @Test
  void aDamagedOneAsksForAFullRead() throws Exception {
    String good = directory.now().text();
    assertFull(new Watermark("nonsense"), "damaged");
    assertFull(new Watermark(good.substring(0, good.length() - 7)), "damaged");
    assertFull(new Watermark(good.replace(" c", " cAAAA")), "damaged");
  }

  @Test
  void aCookieThatTheServerDoesNotTakeAsksForAFullRead() throws Exception {
    AdWatermark now = now();
    for (byte[] cookie : List.of(new byte[20], "MSDS".getBytes(StandardCharsets.UTF_8))) {
      assertFull(
          new AdWatermark(now.mode(), now.server(), now.usn(), now.scope(), cookie).toWatermark(),
          "cookie");
    }
  }

  @Test
  void oneOfAnotherDomainControllerAsksForAFullRead() throws Exception {
    SambaDc other = TestForest.shared();
    try (AdDirectory there = AdDirectory.on(other, Map.of("delta", "dirsync"))) {
      assertFull(there.now(), other.url());
    }
  }

  @Test
  void oneOfAnotherCopyOfTheDatabaseAsksForAFullRead() throws Exception {
    AdWatermark now = now();
    AdWatermark.Server restored =
        new AdWatermark.Server(now.server().endpoint(), "00".repeat(16), now.server().time());
    assertFull(
        new AdWatermark(now.mode(), restored, now.usn(), now.scope(), now.cookie()).toWatermark(),
        "invocationId");
  }

  @Test
  void oneOfAnotherScopeAsksForAFullRead() throws Exception {
    Watermark since = directory.now();
    CollectingSink sink = new CollectingSink();
    ReadScope more =
        new ReadScope(new Partition(dc.suffix()), Set.of("user", "group", "contact"), Set.of("cn"));

    ReadEnd end = directory.connector().readChanges(more, since, sink);

    assertThat(end).isInstanceOf(ReadEnd.FullReadRequired.class);
    assertThat(sink.changes()).isEmpty();
  }

  @Test
  void oneOlderThanTheMemoryOfDeletesAsksForAFullRead() throws Exception {
    AdWatermark now = now();
    String time = now.server().time();
    String longAgo = Integer.parseInt(time.substring(0, 4)) - 1 + time.substring(4);
    AdWatermark.Server then =
        new AdWatermark.Server(now.server().endpoint(), now.server().invocationId(), longAgo);
    assertFull(
        new AdWatermark(now.mode(), then, now.usn(), now.scope(), now.cookie()).toWatermark(),
        "180 days");
  }

  @Test
  void aDomainControllerThatWentBackInTimeAsksForAFullRead() throws Exception {
    dc.kill();
    dc.backUp();
    dc.start();
    directory.makeUsers("CN=cid");
    Watermark since = directory.now();
    dc.kill();
    dc.restore();
    dc.start();

    assertFull(since, "back in time");
  }

  @Test
  void aDomainControllerThatDiesInMidImportIsAnErrorAndNoEnd() throws Exception {
    Map<String, String> settings = new HashMap<>(TestForest.settings(dc, directory.ou()));
    settings.put("page-size", "1");
    settings.put("call-timeout", "5s");
    try (AdConnector connector = (AdConnector) new AdConnectorFactory().create("test", settings)) {
      assertThatThrownBy(() ->
              connector.readAll(
                  directory.scope(),
                  new ImportSink() {
                    @Override
                    public void accept(ImportedChange change) {
                      dc.kill();
                    }

                    @Override
                    public void reject(DiscoveryError error) {
                      throw new AssertionError(error);
                    }
                  }))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTIVITY));
    } finally {
      dc.start();
    }
    CollectingSink sink = new CollectingSink();
    directory.readAll(sink);
    assertThat(sink.present()).hasSizeGreaterThan(1);
  }

  @Test
  void anAccountThatMayNotSeeDeletedObjectsAlwaysReadsEverything() throws Exception {
    dc.tool("user", "create", "plain", "Passw0rd!y");
    Map<String, String> plain =
        Map.of("account", "plain@contoso.local", "password", "Passw0rd!y", "delta", "auto");
    try (AdDirectory limited = AdDirectory.in(dc, directory.ou(), plain)) {
      Watermark since = limited.now();
      CollectingSink sink = new CollectingSink();

      assertThat(limited.changes(since, sink))
          .isInstanceOfSatisfying(
              ReadEnd.FullReadRequired.class,
              end -> assertThat(end.reason()).contains("CN=Deleted Objects"));
      assertThat(sink.changes()).isEmpty();
    }
  }

  private AdWatermark now() throws InterruptedException {
    return AdWatermark.parse(directory.now()).orElseThrow();
  }

  private void assertFull(Watermark since, String... hints) throws InterruptedException {
    CollectingSink sink = new CollectingSink();
    ReadEnd end = directory.changes(since, sink);
    assertThat(end)
        .isInstanceOfSatisfying(
            ReadEnd.FullReadRequired.class, full -> assertThat(full.reason()).containsAnyOf(hints));
    assertThat(sink.changes()).isEmpty();
  }
}
