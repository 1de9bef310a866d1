// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

/// Rules that join two connectors, and people to join.
final class LinkSamples {
  static final String USERS =
      """
      in AD user>person provision 100
        join mail=mail
        mail <- mail
        displayName <- cn
        title <- title
      in HR user>person join 110
        join mail=mail
        employeeID <- employeeID
        title <- title
      """;

  static final String TWO_JOINS =
      """
      in AD user>person provision 100
        join sid=sid
        sid <- sid
        mail <- mail
        employeeID <- employeeID
      in HR user>person join 110
        scope department EQUAL A
        join mail=mail
        title <- title
      in HR user>person join 120
        scope company EQUAL B
        join employeeID=employeeID
        info <- info
      """;

  private LinkSamples() {}

  static Lab twoPeople() {
    Lab lab = new Lab(TWO_JOINS);
    lab.at("AD").put("user", "Ann", "sid=1", "mail=ann@x", "employeeID=1");
    lab.at("AD").put("user", "Bob", "sid=2", "mail=bob@x", "employeeID=2");
    lab.delta("AD");
    return lab;
  }
}
