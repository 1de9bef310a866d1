// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.schema.AttributeType;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The expressions of a real configuration, as the product exported it.
class ShippedExpressionsTest {
  private static final Path DATA = Path.of("../../shared/data/entra-connect-config");

  private record Shipped(String source, boolean inbound, String connector) {}

  private static List<Shipped> shipped() throws IOException {
    boolean present = Files.isDirectory(DATA);
    if (!present) {
      assertThat(System.getenv("CI")).as("%s is missing", DATA).isNull();
      System.out.println("skipped: the real configuration is not at " + DATA.toAbsolutePath());
    }
    assumeTrue(present, "the real configuration is not there");
    List<Shipped> all = new ArrayList<>();
    try (Stream<Path> rules = Files.list(DATA.resolve("SynchronizationRules"))) {
      for (Path rule : rules.sorted().toList()) {
        Element root = read(rule).getDocumentElement();
        boolean inbound = text(root, "direction").equals("Inbound");
        NodeList expressions = root.getElementsByTagName("expression");
        for (int i = 0; i < expressions.getLength(); i++) {
          String source = expressions.item(i).getTextContent();
          all.add(new Shipped(source, inbound, text(root, "connector")));
        }
      }
    }
    return all;
  }

  private static String text(Element root, String name) {
    return root.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Document read(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file.toString(), e);
    }
  }

  /// The attribute types of a schema in DSML.
  private static Map<String, AttributeType> schema(Path file) throws IOException {
    Map<String, AttributeType> types = new HashMap<>();
    NodeList attributes = read(file).getElementsByTagNameNS("*", "attribute-type");
    for (int i = 0; i < attributes.getLength(); i++) {
      Element attribute = (Element) attributes.item(i);
      NodeList names = attribute.getElementsByTagNameNS("*", "name");
      NodeList syntaxes = attribute.getElementsByTagNameNS("*", "syntax");
      if (names.getLength() > 0 && syntaxes.getLength() > 0) {
        String syntax = syntaxes.item(0).getTextContent();
        types.put(names.item(0).getTextContent(), type(syntax));
      }
    }
    return types;
  }

  private static AttributeType type(String syntax) {
    return switch (syntax.substring(syntax.lastIndexOf('.') + 1)) {
      case "27", "906" -> AttributeType.NUMBER;
      case "7" -> AttributeType.BOOLEAN;
      case "12" -> AttributeType.REFERENCE;
      case "40", "5" -> AttributeType.BINARY;
      default -> AttributeType.STRING;
    };
  }

  @Test
  void allShippedExpressionsRunOnAFullUser() throws IOException {
    Set<String> distinct = new LinkedHashSet<>();
    for (Shipped each : shipped()) {
      distinct.add(each.source);
    }
    assertThat(distinct).hasSize(86);
    SampleObject user = SampleUsers.full();
    for (String source : distinct) {
      Expression expression = Expression.compile(source, user);
      assertThat(Expression.compile(expression.normalized(), user).normalized())
          .isEqualTo(expression.normalized());
      expression.evaluate(user);
    }
  }

  @Test
  void allShippedExpressionsAgreeWithTheSchemasTheyWereShippedWith() throws IOException {
    Map<String, SampleObject> connectors = new HashMap<>();
    List<Shipped> shipped = shipped();
    SampleObject metaverse = typed(schema(DATA.resolve("GlobalSettings/MV.xml")));
    for (Shipped each : shipped) {
      if (!each.inbound) {
        Expression.compile(each.source, metaverse);
        continue;
      }
      if (!connectors.containsKey(each.connector)) {
        Path file = DATA.resolve("Connectors/Connector_" + each.connector + ".xml");
        connectors.put(each.connector, typed(schema(file)));
      }
      Expression.compile(
          each.source, connectors.getOrDefault(each.connector, new SampleObject(false)));
    }
  }

  private static SampleObject typed(Map<String, AttributeType> types) {
    assertThat(types).hasSizeGreaterThan(100);
    SampleObject typed = new SampleObject(true);
    types.forEach(typed::setType);
    return typed.setType("dn", AttributeType.REFERENCE);
  }

  @Test
  void aUserGetsTheValuesTheRulesPromise() {
    SampleObject user = SampleUsers.full();
    assertThat(user.run("IIF(BitAnd([userAccountControl],2)=0,True,False)"))
        .isEqualTo(values(Value.of(true)));
    assertThat(user.run("\"CN={\" & ConvertToUTF8Hex([sourceAnchor]) & \"}\""))
        .isEqualTo(values(Value.of("CN={41413D3D}")));
    assertThat(
            user.run(
                "IIF(IsPresent([isCriticalSystemObject]) || "
                    + "CBool(InStr(DNComponent(CRef([dn]),1),\"\\\\0ACNF:\")>0), True, NULL)"))
        .isEqualTo(Result.NULL);
  }

  @Test
  void aReplicationConflictIsFiltered() {
    SampleObject user = SampleUsers.full();
    user.set("dn", Value.of(Dn.of("CN=Ann\\0ACNF:4e0c,OU=Sales,DC=contoso,DC=com")));
    assertThat(user.run("CBool(InStr(DNComponent(CRef([dn]),1),\"\\\\0ACNF:\")>0)"))
        .isEqualTo(values(Value.of(true)));
  }

  @Test
  void aWindowsHelloKeyIsRebuiltWithTheHashOfItsMaterial() {
    String rebuild =
        "Mid([key],1,7+CNum(Mid([key],5,2))) & CBin(Len(Thumbprint([rest])),2) & CBin(2,1)"
            + " & Thumbprint([rest])";
    SampleObject device = new SampleObject(true);
    device.set("key", Value.of(HexFormat.of().parseHex("00020000" + "0100" + "01" + "AA" + "0B")));
    device.set("rest", Value.of(HexFormat.of().parseHex("0B")));
    assertThat(device.run("Left(" + rebuild + ",11)"))
        .isEqualTo(values(Value.of(HexFormat.of().parseHex("00020000010001AA200002"))));
  }

  private static Result values(Value value) {
    return new Result.Values(List.of(value));
  }
}
