// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

/// Rules that carry references, and people who refer to each other.
final class ReferenceSamples {
  static final String RULES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        displayName <- cn
        manager <- manager
        cloudFiltered <- cloudFiltered
      in AD group>group provision 105
        join sid=sid
        sid <- sid
        member <- member
        memberCount <- =ValueCount("member")
      in HR user>person join 110
        join sid=sid
        employeeID <- employeeID
      out CLOUD person>user provision 200
        scope cloudFiltered NOTEQUAL True
        dn <- sid
        manager <- manager
      out CLOUD group>group provision 210
        dn <- sid
        member <- member
      """;

  private ReferenceSamples() {}

  static void people(Lab lab, String... names) {
    for (String name : names) {
      lab.at("AD").put("user", name, "sid=" + name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  static final String TWO_SOURCES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
      in HR user>person join 101
        join sid=sid
      in AD group>group provision 110
        join sid=sid
        sid <- sid
        member <- member
      in HR group>group provision 120
        join sid=sid
        sid <- sid
        member <- member
      out CLOUD person>user provision 200
        dn <- sid
      out CLOUD group>group provision 210
        dn <- sid
        member <- member
      """;
}
