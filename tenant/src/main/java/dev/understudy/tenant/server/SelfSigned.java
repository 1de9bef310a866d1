// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/// A certificate for `localhost` that is signed with its own key, written in DER. The JDK has no
/// interface for that, and its key tool is another process.
final class SelfSigned {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;
  private static final int NAME_DNS = 0x82;
  private static final int NAME_IP = 0x87;

  /// sha256WithRSAEncryption, commonName and subjectAltName.
  private static final String SHA256_RSA = "2a864886f70d01010b";

  private static final String COMMON_NAME = "550403";
  private static final String ALTERNATIVE_NAMES = "551d11";

  private SelfSigned() {}

  /// The certificate of a key.
  static X509Certificate of(KeyPair keys, Instant from, Instant until)
      throws GeneralSecurityException {
    byte[] algorithm = der(SEQUENCE, oid(SHA256_RSA), new byte[] {0x05, 0});
    byte[] name =
        der(
            SEQUENCE,
            der(SET, der(SEQUENCE, oid(COMMON_NAME), der(UTF8_STRING, ascii("localhost")))));
    byte[] names =
        der(SEQUENCE, der(NAME_DNS, ascii("localhost")), der(NAME_IP, new byte[] {127, 0, 0, 1}));
    byte[] extension = der(SEQUENCE, oid(ALTERNATIVE_NAMES), der(OCTET_STRING, names));
    byte[] content =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, BigInteger.valueOf(from.toEpochMilli()).toByteArray()),
            algorithm,
            name,
            der(SEQUENCE, time(from), time(until)),
            name,
            keys.getPublic().getEncoded(),
            der(EXTENSIONS, der(SEQUENCE, extension)));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] certificate =
        der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] time(Instant instant) {
    return der(
        GENERALIZED_TIME,
        ascii(
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant)));
  }

  private static byte[] oid(String hex) {
    return der(OBJECT_IDENTIFIER, HexFormat.of().parseHex(hex));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// A tag, a length, and what is in it.
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (length < 0x80) {
      whole.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int skip = bytes[0] == 0 ? 1 : 0;
      whole.write(0x80 | (bytes.length - skip));
      whole.write(bytes, skip, bytes.length - skip);
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
