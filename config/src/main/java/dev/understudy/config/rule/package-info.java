// SPDX-License-Identifier: Apache-2.0
/// Rules from files (YAML, XML of Entra Connect, PowerShell of its Rules Editor) and back to YAML.
@NullMarked
package dev.understudy.config.rule;

import org.jspecify.annotations.NullMarked;
