// SPDX-License-Identifier: Apache-2.0
/// Text files of configuration as trees and words that know their places: YAML, XML, PowerShell.
@NullMarked
package dev.understudy.config.text;

import org.jspecify.annotations.NullMarked;
