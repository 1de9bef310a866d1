// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.Directory;
import dev.understudy.tenant.directory.StoredObject;
import dev.understudy.tenant.wire.GraphException;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a user signs in with.
final class SignInName {
  private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9'._!#^~-]+");
  private static final int PASSWORD_MIN = 8;
  private static final int CLASSES_MIN = 3;

  private SignInName() {}

  /// Refuses a name that nobody could sign in with here.
  static void check(Directory directory, String name) {
    int at = name.lastIndexOf('@');
    if (at < 1 || !LOCAL.matcher(name.substring(0, at)).matches()) {
      throw GraphException.property(
          "InvalidValue", "userPrincipalName", "Property userPrincipalName is invalid.");
    }
    if (!directory.verified(name.substring(at + 1))) {
      throw GraphException.property(
          "InvalidValue",
          "userPrincipalName",
          "The domain portion of the userPrincipalName property is invalid. You must use one of the"
              + " verified domain names in your organization.");
    }
  }

  /// Refuses a password that is too simple.
  static void checkPassword(JsonNode profile) {
    String password = profile.path("password").asString("");
    int classes = 0;
    for (String pattern :
        new String[] {".*[a-z].*", ".*[A-Z].*", ".*[0-9].*", ".*[^A-Za-z0-9].*"}) {
      classes += password.matches(pattern) ? 1 : 0;
    }
    if (password.length() < PASSWORD_MIN || classes < CLASSES_MIN) {
      throw GraphException.property(
          "InvalidPassword",
          "password",
          "The specified password does not comply with password complexity requirements. Please"
              + " provide a different password.");
    }
  }

  /// The name that leaves the old one free for somebody else while the user is in the bin.
  static String whileDeleted(StoredObject user) {
    return user.id().replace("-", "") + user.text("userPrincipalName");
  }

  /// The name before the user came into the bin.
  static String beforeDeletion(StoredObject user) {
    String prefix = user.id().replace("-", "");
    String name = String.valueOf(user.text("userPrincipalName"));
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
