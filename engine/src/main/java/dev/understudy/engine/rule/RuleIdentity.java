// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.rule;

import java.util.UUID;

/// What a rule is called.
///
/// @param id stays the same when everything else changes
/// @param name for people, need not be unique
/// @param description for people, may be empty
/// @param immutableTag marks a shipped rule and its version, for example
///   `Microsoft.InfromADUserJoin.006`; empty for custom rules
public record RuleIdentity(UUID id, String name, String description, String immutableTag) {}
