// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.login.Caller;
import dev.understudy.tenant.wire.GraphException;
import java.util.List;

/// What the permissions of an application allow.
final class Permissions {
  private Permissions() {}

  /// Refuses what an application may not read or write.
  static void check(Caller caller, ObjectType type, boolean write) {
    String noun =
        switch (type) {
          case USER -> "User";
          case GROUP -> "Group";
          case CONTACT -> "OrgContact";
          case DEVICE -> "Device";
        };
    List<String> enough =
        write
            ? List.of(noun + ".ReadWrite.All", "Directory.ReadWrite.All")
            : List.of(
                noun + ".Read.All",
                noun + ".ReadWrite.All",
                "Directory.Read.All",
                "Directory.ReadWrite.All");
    if (enough.stream().noneMatch(caller.permissions()::contains)) {
      throw GraphException.denied();
    }
  }
}
