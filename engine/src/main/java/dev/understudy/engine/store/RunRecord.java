// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One run of a run profile (`spec/operations.md` §2.4).
///
/// @param id given by [Store#newId()]
/// @param connector the connector's name at the time
/// @param profile the run profile's name at the time
/// @param number from 1, per connector
/// @param user who started it
/// @param result a result string of the specification, `in-progress` while it runs
/// @param started when
/// @param ended when; null while it runs
public record RunRecord(
    long id,
    String connector,
    String profile,
    long number,
    String user,
    String result,
    Instant started,
    @Nullable Instant ended) {}
