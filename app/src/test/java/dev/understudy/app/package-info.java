// SPDX-License-Identifier: Apache-2.0
/// The command line as its users meet it: what it prints, and with which exit code it ends.
@NullMarked
package dev.understudy.app;

import org.jspecify.annotations.NullMarked;
