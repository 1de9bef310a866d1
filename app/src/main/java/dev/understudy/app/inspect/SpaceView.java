// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.inspect;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every layer of a connector-space object, for people and machines.
///
/// @param identity what it is
/// @param link how it is tied to the metaverse
/// @param state what is to be done about it
/// @param intent what the outbound rules want of it as a whole
/// @param errors what is wrong with it
/// @param attributes every attribute in every layer
/// @param references its references, as many as were asked for
/// @param moreReferences whether it has more
public record SpaceView(
    Identity identity,
    Link link,
    List<String> state,
    String intent,
    List<Failure> errors,
    List<Attribute> attributes,
    List<Reference> references,
    boolean moreReferences) {

  /// What it is.
  public record Identity(
      long id,
      String connector,
      String type,
      String name,
      String dn,
      @Nullable String anchor,
      String partition,
      long parent) {}

  /// How it is tied to the metaverse; identifier 0 is not at all.
  public record Link(
      long metaverse,
      String metaverseName,
      String joinedBy,
      List<String> inboundRules,
      List<String> outboundRules,
      boolean provisioned) {}

  /// What is wrong with it.
  public record Failure(
      String error, String step, String detail, Instant first, Instant last, int retries) {}

  /// One attribute; a layer that knows nothing of it is null, one that says that it has no value is
  /// empty.
  ///
  /// @param synced as of the last synchronization; only while an import is pending
  /// @param imported what the directory last reported
  /// @param sent exported, not confirmed
  /// @param wanted what the outbound rules want
  public record Attribute(
      String name,
      @Nullable List<String> synced,
      @Nullable List<String> imported,
      @Nullable List<String> sent,
      @Nullable List<String> wanted) {}

  /// One reference.
  ///
  /// @param states what is known of it: `imported`, `wanted`, `sent`, …
  public record Reference(String attribute, String dn, String name, List<String> states) {}
}
