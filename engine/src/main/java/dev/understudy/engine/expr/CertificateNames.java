// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/// The names a certificate gives to its subject and its issuer, as .NET shows them.
final class CertificateNames {
  private static final String EMAIL = "1.2.840.113549.1.9.1";
  private static final String USER_PRINCIPAL_NAME = "1.3.6.1.4.1.311.20.2.3";

  /// .NET writes these attribute types in another way than the JDK, or the JDK writes the OID.
  private static final Map<String, String> TYPES =
      Map.of(
          EMAIL,
          "E",
          "2.5.4.8",
          "S",
          "2.5.4.4",
          "SN",
          "2.5.4.5",
          "SERIALNUMBER",
          "2.5.4.12",
          "T",
          "2.5.4.42",
          "G",
          "2.5.4.43",
          "I",
          "0.9.2342.19200300.100.1.25",
          "DC");

  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  private static final String ISSUER_ALTERNATIVE_NAME = "2.5.29.18";

  private CertificateNames() {}

  /// The whole name, most specific part first.
  static String text(X500Principal principal) {
    return principal.getName(X500Principal.RFC1779, TYPES);
  }

  /// The OID of the type of the most specific part; empty for a name without parts.
  static String oid(X500Principal principal) {
    List<Part> parts = parts(principal);
    return parts.isEmpty() ? "" : parts.getFirst().oid;
  }

  /// One `type=value` of a name.
  private record Part(String oid, String value) {}

  /// The parts, most specific first.
  private static List<Part> parts(X500Principal principal) {
    List<Part> parts = new ArrayList<>();
    for (Der sequence : Der.elements(principal.getEncoded())) {
      for (Der rdn : sequence.children()) {
        Der pair = rdn.children().getFirst();
        Der value = pair.children().get(1);
        parts.addFirst(new Part(oid(pair.children().getFirst().content()), string(value)));
      }
    }
    return parts;
  }

  private static String string(Der value) {
    return switch (value.tag()) {
      case Der.BMP_TEXT -> new String(value.content(), StandardCharsets.UTF_16BE);
      case Der.T61_TEXT -> new String(value.content(), StandardCharsets.ISO_8859_1);
      default -> new String(value.content(), StandardCharsets.UTF_8);
    };
  }

  /// The dotted form of an encoded OID.
  static String oid(byte[] encoded) {
    StringBuilder dotted = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    for (byte octet : encoded) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7F));
      if (octet >= 0) {
        if (dotted.isEmpty()) {
          int first = Math.min(2, arc.intValue() / 40);
          dotted.append(first);
          arc = arc.subtract(BigInteger.valueOf(40L * first));
        }
        dotted.append('.').append(arc);
        arc = BigInteger.ZERO;
      }
    }
    return dotted.toString();
  }

  /// The name of a type, named as in the `X509NameType` of .NET; empty where there is none.
  static String info(X509Certificate certificate, String type, boolean ofIssuer) {
    X500Principal principal =
        ofIssuer ? certificate.getIssuerX500Principal() : certificate.getSubjectX500Principal();
    List<Part> parts = parts(principal);
    return switch (type) {
      case "SimpleName" -> simple(parts, certificate, ofIssuer);
      case "EmailName" -> first(alternative(certificate, ofIssuer, 1), find(parts, EMAIL));
      case "UpnName" -> userPrincipalName(certificate, ofIssuer);
      case "DnsName" -> first(alternative(certificate, ofIssuer, 2), find(parts, "2.5.4.3"));
      case "DnsFromAlternativeName" -> alternative(certificate, ofIssuer, 2);
      case "UrlName" -> alternative(certificate, ofIssuer, 6);
      default -> throw Fault.value("unknown name type \"" + type + '"');
    };
  }

  /// The common name, else the unit, organization or mail address, else any part.
  private static String simple(List<Part> parts, X509Certificate certificate, boolean ofIssuer) {
    for (String oid : List.of("2.5.4.3", "2.5.4.11", "2.5.4.10", EMAIL)) {
      String found = find(parts, oid);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return first(
        parts.isEmpty() ? "" : parts.getFirst().value, alternative(certificate, ofIssuer, 1));
  }

  private static String find(List<Part> parts, String oid) {
    for (Part part : parts) {
      if (part.oid.equals(oid)) {
        return part.value;
      }
    }
    return "";
  }

  private static String first(String preferred, String otherwise) {
    return preferred.isEmpty() ? otherwise : preferred;
  }

  /// The first alternative name of a kind: 1 mail, 2 DNS, 6 URI.
  private static String alternative(X509Certificate certificate, boolean ofIssuer, int kind) {
    try {
      Collection<List<?>> names =
          ofIssuer
              ? certificate.getIssuerAlternativeNames()
              : certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(kind) && name.get(1) instanceof String value) {
          return value;
        }
      }
      return "";
    } catch (CertificateParsingException e) {
      throw Fault.value("the alternative names cannot be read: " + e.getMessage());
    }
  }

  private static String userPrincipalName(X509Certificate certificate, boolean ofIssuer) {
    byte[] extension =
        certificate.getExtensionValue(
            ofIssuer ? ISSUER_ALTERNATIVE_NAME : SUBJECT_ALTERNATIVE_NAME);
    if (extension == null) {
      return "";
    }
    byte[] names = Der.elements(extension).getFirst().content();
    for (Der name : Der.elements(names).getFirst().children()) {
      if (name.tag() == Der.CONTEXT_0) {
        List<Der> other = name.children();
        if (oid(other.get(0).content()).equals(USER_PRINCIPAL_NAME)) {
          return string(other.get(1).children().getFirst());
        }
      }
    }
    return "";
  }
}
