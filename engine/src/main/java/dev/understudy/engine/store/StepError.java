// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

/// What went wrong with one object in one run step.
///
/// @param step the step's identifier
/// @param object identifier of the connector-space object; 0 for what could not become one
/// @param dn the object's name at the time; empty when unknown
/// @param name the error's name in the specification
/// @param detail what is wrong and what to do
public record StepError(long step, long object, String dn, String name, String detail) {}
