// SPDX-License-Identifier: Apache-2.0
package dev.understudy.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DnTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cn=Ann,dc=x | CN=ANN,DC=X",
        "cn=Ann,dc=x | cn = Ann , dc = x",
        "cn=Ann,dc=x | cn=Ann;dc=x",
        "cn=Ann Other,dc=x | cn=Ann   Other,dc=x",
        "cn=Ann,dc=x | `cn=\"Ann\",dc=x`",
        "cn=Ann,dc=x | cn=\\41nn,dc=x",
        "cn=Ann,dc=x | cn=#0403416E6E,dc=x",
        "cn=a\\,b,dc=x | `cn=\"a,b\",dc=x`",
        "cn=a\\,b,dc=x | cn=a\\2Cb,dc=x",
        "cn=a\\,b,dc=x | cn=a\\2cb,dc=x",
        "cn=a\\+b | cn=a\\2Bb",
        "cn=a\\\"b | cn=a\\22b",
        "cn=a\\\\b | cn=a\\5Cb",
        "cn=a\\;b | cn=a\\3Bb",
        "cn=a\\<b | cn=a\\3Cb",
        "cn=a\\>b | cn=a\\3Eb",
        "cn=a=b | cn=a\\=b",
        "cn=\\#a | cn=\\23a",
        "cn=a#b | cn=a\\#b",
        "cn=Ann\\, | cn=Ann\\2C",
        "cn=Lu\\C4\\8Di\\C4\\87 | cn=Lučić",
        "cn=MÜLLER | cn=müller",
        "cn=Ann+sn=Other,dc=x | SN=other+CN=ann,dc=x",
        "cn=a+cn=b | cn=b+cn=a",
        "cn=\uD83D\uDE00 | cn=\\F0\\9F\\98\\80",
        "2.5.4.3=Ann | 2.5.4.3 = ann",
      })
  void namesThatAreWrittenDifferentlyAreEqual(String one, String other) {
    assertThat(Dn.of(one)).isEqualTo(Dn.of(other)).hasSameHashCodeAs(Dn.of(other));
    assertThat(Dn.of(one).key()).isEqualTo(Dn.of(other).key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cn=Ann,dc=x | cn=Ann\\,dc\\=x",
        "cn=Ann | sn=Ann",
        "cn=Ann,dc=x | cn=Ann,dc=x,dc=y",
        "cn=a+sn=b | cn=a\\+sn=b",
        "cn=ab | cn=a b",
        "cn=a\\\\\\,b | cn=a\\,b",
      })
  void differentNamesDiffer(String one, String other) {
    assertThat(Dn.of(one)).isNotEqualTo(Dn.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ann | 4 | \"=\"",
        "cn=Ann, | 8 | another RDN",
        "cn=Ann,dc | 10 | \"=\"",
        "=Ann | 1 | attribute type",
        ",cn=Ann | 1 | attribute type",
        "cn=Ann,,dc=x | 8 | attribute type",
        "c n=Ann | 3 | \"=\"",
        "c/n=Ann | 2 | \"=\"",
        "cn=Ann\\ | 8 | backslash",
        "`cn=\"Ann` | 8 | closing quote",
        "`cn=\"Ann\"x` | 9 | comma",
        "`cn=A\"nn,dc=x\"` | 5 | backslash before the quote",
        "cn=\\C3x | 4 | UTF-8",
        "cn=\\FF | 4 | UTF-8",
        "cn=#4 | 6 | hexadecimal",
        "cn=#xy | 5 | hexadecimal",
        "cn=a+ | 6 | attribute type",
      })
  void aMalformedNameIsRefusedWithPositionAndExpectation(String text, int at, String expected) {
    assertThatThrownBy(() -> Dn.of(text))
        .isInstanceOf(DnSyntaxException.class)
        .hasMessageContaining("at character " + at + ":")
        .hasMessageContaining(expected)
        .hasMessageContaining(text);
  }

  @Test
  void aNameIsTakenApartAsItIsWritten() {
    Dn dn = Dn.of("CN=Smith\\, Ann , OU=\"a,b\"; dc=x");

    assertThat(dn.text()).isEqualTo("CN=Smith\\, Ann , OU=\"a,b\"; dc=x");
    assertThat(dn.rdn()).isEqualTo("CN=Smith\\, Ann");
    assertThat(dn.rdns()).containsExactly("CN=Smith\\, Ann", "OU=\"a,b\"", "dc=x");
    assertThat(dn.depth()).isEqualTo(3);
    assertThat(dn.parent()).contains(Dn.of("ou=a\\,b,dc=x"));
    assertThat(dn.rdnParts()).containsExactly(new Dn.RdnPart("CN", "Smith, Ann"));
    assertThat(dn.normalized()).isEqualTo("cn=smith\\, ann,ou=a\\,b,dc=x");
  }

  @Test
  void anEscapedSpaceAtTheEndBelongsToTheValueAndOneAfterABackslashDoesNot() {
    assertThat(Dn.of("cn=a\\ ,dc=x").rdnParts()).containsExactly(new Dn.RdnPart("cn", "a "));
    assertThat(Dn.of("cn=a\\ ,dc=x").rdn()).isEqualTo("cn=a\\ ");
    assertThat(Dn.of("cn=a\\20").rdnParts()).containsExactly(new Dn.RdnPart("cn", "a "));
    assertThat(Dn.of("cn=a\\\\ ,dc=x").rdnParts()).containsExactly(new Dn.RdnPart("cn", "a\\"));
    assertThat(Dn.of("cn=x,o=b\\ ").parent().orElseThrow().text()).isEqualTo("o=b\\ ");
    assertThat(Dn.of("cn=x,o=b\\ ").parent().orElseThrow().normalized()).isEqualTo("o=b");
  }

  @Test
  void aMultiValuedRdnHasItsPartsInOrderOfWriting() {
    assertThat(Dn.of("sn=Other + cn=\"A+B\",dc=x").rdnParts())
        .containsExactly(new Dn.RdnPart("sn", "Other"), new Dn.RdnPart("cn", "A+B"));
  }

  @Test
  void theRootHasNoRdn() {
    Dn root = Dn.of("");

    assertThat(root.depth()).isZero();
    assertThat(root.rdns()).isEmpty();
    assertThat(root.rdn()).isEmpty();
    assertThat(root.rdnParts()).isEmpty();
    assertThat(root.parent()).isEmpty();
    assertThat(Dn.of("cn=a").isWithin(root)).isTrue();
    assertThat(root.isWithin(Dn.of("cn=a"))).isFalse();
    assertThat(Dn.of("cn=a", root)).isEqualTo(Dn.of("cn=a"));
  }

  @Test
  void aNameStandsWithinItselfAndWhatIsAboveIt() {
    Dn unit = Dn.of("OU=People,DC=x");

    assertThat(unit.isWithin(Dn.of("ou=people,dc=x"))).isTrue();
    assertThat(Dn.of("cn=Ann,ou=people,dc=x").isWithin(unit)).isTrue();
    assertThat(Dn.of("cn=Ann,ou=other,dc=x").isWithin(unit)).isFalse();
    assertThat(Dn.of("cn=Ann,ou=more people,dc=x").isWithin(Dn.of("ou=people,dc=x"))).isFalse();
    assertThat(Dn.of("cn=a\\,ou\\=people,dc=x").isWithin(unit)).isFalse();
    assertThat(Dn.of("cn=a\\\\,ou=people,dc=x").isWithin(unit)).isTrue();
    assertThat(unit.isWithin(Dn.of("cn=Ann,ou=people,dc=x"))).isFalse();
  }

  @Test
  void aFlatNameIsItsTextAndHasNoTree() {
    Dn flat = Dn.flat("Ann, no=DN \\ at all");

    assertThat(flat.isFlat()).isTrue();
    assertThat(flat.depth()).isEqualTo(1);
    assertThat(flat.parent()).isEmpty();
    assertThat(flat.rdns()).containsExactly(flat.text());
    assertThat(flat.rdnParts()).containsExactly(new Dn.RdnPart("", flat.text()));
    assertThat(flat).isNotEqualTo(Dn.flat("ann, no=DN \\ at all"));
    assertThat(Dn.flat("dc=x")).isNotEqualTo(Dn.of("dc=x"));
    assertThat(Dn.flat("cn=a,dc=x").isWithin(Dn.of("dc=x"))).isFalse();
    assertThat(Dn.flat("a").isWithin(Dn.flat("a"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        " lead",
        "trail ",
        " ",
        "#hash",
        "a#b",
        "a,b;c",
        "q\"uote",
        "a+b=c",
        "<a>",
        "back\\slash",
        "nul\u0000",
        "line\nbreak\r",
        "ünïcödé",
        "\uD83D\uDE00",
        "a\\2Cb",
        "\\"
      })
  void anEscapedValueComesBack(String value) {
    Dn dn = Dn.of("cn=" + Dn.escapeRdnValue(value) + ",dc=x");

    assertThat(dn.rdnParts()).containsExactly(new Dn.RdnPart("cn", value));
    assertThat(dn.depth()).isEqualTo(2);
    assertThat(dn.parent()).contains(Dn.of("dc=x"));
  }

  @Test
  void theTwoWaysOfNormalizingAgree() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      int rdns = 1 + random.nextInt(4);
      for (int i = 0; i < rdns; i++) {
        text.append(i == 0 ? "" : ",")
            .append(List.of("cn", "OU", "dc ", " o").get(random.nextInt(4)));
        text.append('=');
        for (int k = random.nextInt(8); k > 0; k--) {
          text.append("aB c.-1".charAt(random.nextInt(7)));
        }
      }
      String plain = text.toString();
      String escaped = plain.replace("a", "\\61").replace("B", "\\42");
      assertThat(Dn.of(plain).normalized())
          .as("seed %d: <%s>", seed, plain)
          .isEqualTo(Dn.of(escaped + ",cn=\\61").normalized().replaceFirst(",cn=a$", ""))
          .isEqualTo(Dn.of(Dn.of(plain).normalized()).normalized())
          .isEqualTo(Dn.of(plain).normalized().toLowerCase(Locale.ROOT));
    }
  }
}
