// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connector.AttributeChange;
import dev.understudy.connector.ImportedChange;
import dev.understudy.connector.ReadEnd;
import dev.understudy.connector.Watermark;
import dev.understudy.testkit.CollectingSink;
import dev.understudy.testkit.server.Slapd;
import dev.understudy.testkit.server.SlapdOptions;
import dev.understudy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LdapDeltaTest {
  private static final String SUFFIX = "dc=example,dc=com";

  @Test
  void aServerThatRemembersNoDeletesAsksForAFullReadOnlyAfterAChange() throws Exception {
    try (Slapd slapd = Slapd.start(SlapdOptions.of(SUFFIX).withSessionLog(0));
        TestDirectory directory = TestDirectory.on(slapd, Map.of())) {
      directory.addUser("cn=ann");
      directory.addUser("cn=bob");
      Watermark since = next(directory.readAll(new CollectingSink()));

      assertThat(changes(directory, since, new CollectingSink()))
          .isEqualTo(new ReadEnd.Complete(since));
      directory.delete(directory.read("cn=ann"));
      CollectingSink sink = new CollectingSink();
      assertThat(changes(directory, since, sink)).isInstanceOf(ReadEnd.FullReadRequired.class);
      assertThat(sink.changes()).isEmpty();
    }
  }

  @Test
  void aServerThatIsOlderThanTheWatermarkAsksForAFullRead() throws Exception {
    try (Slapd restored = Slapd.start(SlapdOptions.of(SUFFIX));
        TestDirectory before = TestDirectory.on(restored, Map.of())) {
      before.addUser("cn=ann");
      Watermark later;
      try (Slapd lost = Slapd.start(SlapdOptions.of(SUFFIX));
          TestDirectory after = TestDirectory.on(lost, Map.of())) {
        after.addUser("cn=ann");
        after.addUser("cn=bob");
        later = next(after.readAll(new CollectingSink()));
      }
      CollectingSink sink = new CollectingSink();
      assertThat(changes(before, later, sink)).isInstanceOf(ReadEnd.FullReadRequired.class);
      assertThat(sink.changes()).isEmpty();
    }
  }

  @Test
  void byTimeNewAndChangedObjectsAreReportedAndADeleteAsksForAFullRead() throws Exception {
    try (Slapd slapd = Slapd.start(SlapdOptions.of(SUFFIX).withSessionLog(-1));
        TestDirectory directory = TestDirectory.on(slapd, Map.of("page-size", "2"))) {
      for (String name : List.of("cn=a", "cn=b", "cn=c")) {
        directory.addUser(name);
      }
      Watermark since = next(directory.readAll(new CollectingSink()));
      directory.addUser("cn=d");
      ImportedChange.Present a = directory.read("cn=a");
      directory.change(a, new AttributeChange.Replace("title", List.of(Value.of("new"))));
      directory.rename(directory.read("cn=b"), "cn=bb");

      CollectingSink sink = new CollectingSink();
      Watermark then = next(changes(directory, since, sink));
      assertThat(sink.present())
          .extracting(ImportedChange.Present::dn)
          .contains(directory.dn("cn=a"), directory.dn("cn=bb"), directory.dn("cn=d"));
      assertThat(changes(directory, then, new CollectingSink()))
          .isInstanceOf(ReadEnd.Complete.class);

      directory.delete(directory.read("cn=d"));
      CollectingSink nothing = new CollectingSink();
      assertThat(changes(directory, then, nothing)).isInstanceOf(ReadEnd.FullReadRequired.class);
      assertThat(nothing.changes()).isEmpty();
      CollectingSink full = new CollectingSink();
      Watermark last = next(directory.readAll(full));
      assertThat(full.present()).hasSize(3);
      assertThat(changes(directory, last, new CollectingSink()))
          .isInstanceOf(ReadEnd.Complete.class);
    }
  }

  @Test
  void objectsOfATypeMayBeFilteredFurther() throws Exception {
    try (Slapd slapd = Slapd.start(SlapdOptions.of(SUFFIX));
        TestDirectory directory = TestDirectory.on(slapd, Map.of("filter", "user=(cn=a*)"))) {
      directory.addUser("cn=ann");
      directory.addUser("cn=bob");
      CollectingSink sink = new CollectingSink();
      Watermark since = next(directory.readAll(sink));
      assertThat(sink.present()).hasSize(1);

      directory.rename(sink.present().getFirst(), "cn=no longer");
      CollectingSink changes = new CollectingSink();
      changes(directory, since, changes);

      assertThat(changes.changes())
          .containsExactly(new ImportedChange.Deleted(sink.present().getFirst().anchor(), null));
    }
  }

  private static ReadEnd changes(TestDirectory directory, Watermark since, CollectingSink sink)
      throws InterruptedException {
    return directory.connector().readChanges(directory.scope(), since, sink);
  }

  private static Watermark next(ReadEnd end) {
    return Objects.requireNonNull(((ReadEnd.Complete) end).next());
  }
}
