// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import de.captaingoldfish.scim.sdk.common.resources.User;
import java.util.Optional;

/// Users in memory, for SCIM-SDK.
final class MemoryUsers extends MemoryResources<User> {
  MemoryUsers() {
    super(User.class);
  }

  @Override
  Optional<String> unique(User user) {
    return user.getUserName();
  }
}
