// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.etag.ETag;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.common.utils.JsonHelper;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceHandler;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.response.PartialListResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Resources of one type in memory, for SCIM-SDK.
abstract class MemoryResources<T extends ResourceNode> extends ResourceHandler<T> {
  private final Map<String, T> byId = new LinkedHashMap<>();
  private final Class<T> type;
  private int version;

  MemoryResources(Class<T> type) {
    this.type = type;
  }

  /// What no two of them may have in common.
  abstract Optional<String> unique(T resource);

  private ETag nextVersion() {
    return ETag.builder().weak(true).tag(Integer.toString(++version)).build();
  }

  private T copy(T resource) {
    return JsonHelper.copyResourceToObject(resource.deepCopy(), type);
  }

  private void check(T resource) {
    Optional<String> mine = unique(resource);
    for (T other : byId.values()) {
      if (!other.getId().equals(resource.getId())
          && mine.isPresent()
          && unique(other).filter(mine.get()::equalsIgnoreCase).isPresent()) {
        throw new ConflictException("taken: " + mine.get());
      }
    }
  }

  @Override
  public synchronized T createResource(T resource, Context context) {
    resource.setId(UUID.randomUUID().toString());
    check(resource);
    Instant now = Instant.now();
    resource
        .getMeta()
        .ifPresent(meta -> {
          meta.setCreated(now);
          meta.setLastModified(now);
          meta.setVersion(nextVersion());
        });
    byId.put(resource.getId().orElseThrow(), copy(resource));
    return resource;
  }

  @Override
  public synchronized T getResource(
      String id,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excluded,
      Context context) {
    T resource = byId.get(id);
    if (resource == null) {
      throw new ResourceNotFoundException("there is no " + id);
    }
    return copy(resource);
  }

  @Override
  public synchronized PartialListResponse<T> listResources(
      long startIndex,
      int count,
      FilterNode filter,
      SchemaAttribute sortBy,
      SortOrder sortOrder,
      List<SchemaAttribute> attributes,
      List<SchemaAttribute> excluded,
      Context context) {
    List<T> all = new ArrayList<>();
    byId.values().forEach(resource -> all.add(copy(resource)));
    return PartialListResponse.<T>builder().resources(all).totalResults(all.size()).build();
  }

  @Override
  public synchronized T updateResource(T resource, Context context) {
    String id = resource.getId().orElseThrow();
    if (!byId.containsKey(id)) {
      throw new ResourceNotFoundException("there is no " + id);
    }
    check(resource);
    resource
        .getMeta()
        .ifPresent(meta -> {
          meta.setLastModified(Instant.now());
          meta.setVersion(nextVersion());
        });
    byId.put(id, copy(resource));
    return resource;
  }

  @Override
  public synchronized void deleteResource(String id, Context context) {
    if (byId.remove(id) == null) {
      throw new ResourceNotFoundException("there is no " + id);
    }
  }
}
