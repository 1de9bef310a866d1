// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One element of ASN.1 in DER, enough to find the parts of a certificate that the JDK keeps for
/// itself.
///
/// @param encoded the element with its header
record Der(int tag, byte[] content, byte[] encoded) {
  static final int T61_TEXT = 0x14;
  static final int BMP_TEXT = 0x1E;
  static final int CONTEXT_0 = 0xA0;

  /// The elements that `bytes` consist of.
  static List<Der> elements(byte[] bytes) {
    List<Der> elements = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      Der element = at(bytes, at);
      elements.add(element);
      at += element.encoded.length;
    }
    return elements;
  }

  /// The elements inside this one.
  List<Der> children() {
    return elements(content);
  }

  private static Der at(byte[] bytes, int start) {
    if (start + 2 > bytes.length) {
      throw malformed();
    }
    int length = Byte.toUnsignedInt(bytes[start + 1]);
    int at = start + 2;
    if (length > 0x80) {
      int octets = length - 0x80;
      if (octets > 3 || at + octets > bytes.length) {
        throw malformed();
      }
      length = 0;
      for (int end = at + octets; at < end; at++) {
        length = length << 8 | Byte.toUnsignedInt(bytes[at]);
      }
    }
    if (at + length > bytes.length) {
      throw malformed();
    }
    byte[] content = Arrays.copyOfRange(bytes, at, at + length);
    byte[] encoded = Arrays.copyOfRange(bytes, start, at + length);
    return new Der(Byte.toUnsignedInt(bytes[start]), content, encoded);
  }

  private static Fault malformed() {
    return Fault.value("malformed ASN.1 in the certificate");
  }
}
