// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

/// Rules for a few attributes, and a person whom they concern.
final class FlowSamples {
  static final String LINKS =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
      in HR user>person join 90
        join sid=sid
      """;

  private FlowSamples() {}

  /// A lab with one person in AD and HR, and rules for titles.
  static Lab titles(String strong, String weak) {
    Lab lab =
        new Lab(
            LINKS
                + "in HR user>person join 10\n"
                + strong
                + "\nin AD user>person join 110\n"
                + weak);
    lab.at("AD").put("user", "Ann", "sid=1", "title=weak", "info=w");
    lab.at("HR").put("user", "A1", "sid=1", "title=strong");
    lab.delta("AD");
    lab.delta("HR");
    return lab;
  }

  static final String EXPORT =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        displayName <- cn
        title <- title
        info <- info
        proxyAddresses <- proxyAddresses
      out HR person>user provision 200
        join sid=sid
        dn <- ="CN=" & [sid]
        sid <- sid
      """;

  static Lab exported(String flows, String... attributes) {
    Lab lab = new Lab(EXPORT + flows);
    lab.at("AD").put("user", "Ann", "sid=1", "cn=Ann");
    lab.at("AD").set("Ann", attributes);
    lab.delta("AD");
    lab.exportAndConfirm("HR");
    return lab;
  }
}
