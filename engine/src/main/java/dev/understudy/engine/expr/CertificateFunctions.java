// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import dev.understudy.engine.expr.Datum.Flag;
import dev.understudy.engine.expr.Function.Nulls;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// X.509 certificates, given as DER, as Base64 of it, or as PEM.
final class CertificateFunctions {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private CertificateFunctions() {}

  static void define(Functions functions) {
    functions.one("IsCert(bin value): bool", Nulls.FALSE, value -> Flag.of(isCertificate(value)));
    define(functions, "CertFormat", _ -> "X509");
    define(functions, "CertFriendlyName", _ -> "");
    define(functions, "CertHashString", CertificateFunctions::hash);
    define(functions, "CertThumbprint", CertificateFunctions::hash);
    define(functions, "CertIssuer", c -> name(c.getIssuerX500Principal()));
    define(functions, "CertIssuerDN", c -> name(c.getIssuerX500Principal()));
    define(functions, "CertIssuerOid", c -> CertificateNames.oid(c.getIssuerX500Principal()));
    define(functions, "CertSubject", c -> name(c.getSubjectX500Principal()));
    define(functions, "CertSubjectNameDN", c -> name(c.getSubjectX500Principal()));
    define(functions, "CertSubjectNameOid", c -> CertificateNames.oid(c.getSubjectX500Principal()));
    define(functions, "CertKeyAlgorithm", CertificateFunctions::keyOid);
    define(functions, "CertPublicKeyOid", CertificateFunctions::keyOid);
    define(functions, "CertPublicKeyParametersOid", CertificateFunctions::keyOid);
    define(functions, "CertKeyAlgorithmParams", CertificateFunctions::keyParameters);
    define(functions, "CertSerialNumber", c -> HEX.formatHex(c.getSerialNumber().toByteArray()));
    define(functions, "CertSignatureAlgorithmOid", X509Certificate::getSigAlgOID);
    define(functions, "CertVersion", c -> Integer.toString(c.getVersion()));
    functions.one(
        "CertNotAfter(bin certificate): dt",
        Nulls.NULL,
        value -> new Datum.Moment(parse(value).getNotAfter().toInstant()));
    functions.one(
        "CertNotBefore(bin certificate): dt",
        Nulls.NULL,
        value -> new Datum.Moment(parse(value).getNotBefore().toInstant()));
    functions.one(
        "CertExtensionOids(bin certificate): mvtext",
        Nulls.NULL,
        value -> criticalExtensions(parse(value)));
    functions.more(
        "CertNameInfo(bin certificate, certname type, bool includesIssuer): text",
        Nulls.NULL,
        each ->
            Datum.of(CertificateNames.info(parse(each[0]), each[1].asText(), each[2].asFlag())));
  }

  private interface Property {
    String of(X509Certificate certificate);
  }

  private static void define(Functions functions, String name, Property property) {
    functions.one(
        name + "(bin certificate): text", Nulls.NULL, value -> Datum.of(property.of(parse(value))));
  }

  private static boolean isCertificate(Datum value) {
    try {
      parse(value);
      return true;
    } catch (Fault _) {
      return false;
    }
  }

  private static X509Certificate parse(Datum value) {
    byte[] bytes = decoded(value.asBytes());
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      if (factory.generateCertificate(new ByteArrayInputStream(bytes))
          instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException e) {
      throw notOne(value, e.getMessage());
    }
    throw notOne(value, "empty");
  }

  private static Fault notOne(Datum value, @Nullable String reason) {
    return Fault.value("not an X.509 certificate: " + value.describe() + ": " + reason);
  }

  /// The bytes behind Base64; PEM and DER as they are.
  private static byte[] decoded(byte[] bytes) {
    if (bytes.length < 2 || (bytes[0] == 0x30 && bytes[1] < 0)) {
      return bytes;
    }
    try {
      return Base64.getMimeDecoder().decode(bytes);
    } catch (IllegalArgumentException _) {
      return bytes;
    }
  }

  private static String name(X500Principal principal) {
    return CertificateNames.text(principal);
  }

  private static String hash(X509Certificate certificate) {
    try {
      return HEX.formatHex(EncodingFunctions.digest("SHA-1", certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw Fault.value("the certificate cannot be encoded: " + e.getMessage());
    }
  }

  /// The algorithm identifier of the public key: its OID, and its parameters if it has any.
  private static List<Der> algorithm(X509Certificate certificate) {
    byte[] key = certificate.getPublicKey().getEncoded();
    return Der.elements(key).getFirst().children().getFirst().children();
  }

  private static String keyOid(X509Certificate certificate) {
    return CertificateNames.oid(algorithm(certificate).getFirst().content());
  }

  private static String keyParameters(X509Certificate certificate) {
    List<Der> algorithm = algorithm(certificate);
    return algorithm.size() < 2 ? "" : HEX.formatHex(algorithm.get(1).encoded());
  }

  private static Datum criticalExtensions(X509Certificate certificate) {
    Set<String> oids = certificate.getCriticalExtensionOIDs();
    List<Datum> values = new ArrayList<>();
    for (String oid : oids == null ? Set.<String>of() : new TreeSet<>(oids)) {
      values.add(new Datum.Text(oid));
    }
    return ListFunctions.list(values);
  }
}
