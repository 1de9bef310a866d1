// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

/// Rules that provision people in a cloud, and one person.
final class OutboundSamples {
  static final String RULES =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        mail <- mail
        displayName <- cn
        title <- title
        cloudFiltered <- cloudFiltered
      in CLOUD user>person join 150
        join cloudAnchor=cloudAnchor
        cloudAnchor <- cloudAnchor
      out CLOUD person>user provision 200
        scope cloudFiltered NOTEQUAL True & sid ISNOTNULL
        join sid=sid
        dn <- sid
        sid <- sid
        displayName <- displayName
      out CLOUD person>user join 210
        scope cloudFiltered NOTEQUAL True
        title <- title
      """;

  private OutboundSamples() {}

  static Lab withAnn() {
    Lab lab = new Lab(RULES);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann", "title=Boss");
    lab.delta("AD");
    return lab;
  }
}
