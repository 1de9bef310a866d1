// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import de.captaingoldfish.scim.sdk.common.resources.Group;
import java.util.Optional;

/// Groups in memory, for SCIM-SDK.
final class MemoryGroups extends MemoryResources<Group> {
  MemoryGroups() {
    super(Group.class);
  }

  @Override
  Optional<String> unique(Group group) {
    return Optional.empty();
  }
}
