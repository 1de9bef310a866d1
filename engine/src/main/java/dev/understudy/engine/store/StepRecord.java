// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step of a run (`spec/operations.md` §2.4).
///
/// @param id given by [Store#newId()]
/// @param run the run's identifier
/// @param number from 1 in its run
/// @param type for example `full-import` or `apply-rules/apply-pending`
/// @param partition the partition's name; `default` where there is none
/// @param result a result string of the specification, `in-progress` while it runs
/// @param detail for people: why it did not succeed; empty when there is nothing to say
/// @param started when
/// @param ended when; null while it runs
/// @param counters by the names of the specification; those of outbound synchronization are
///   prefixed with the target connector's name and a slash
public record StepRecord(
    long id,
    long run,
    int number,
    String type,
    String partition,
    String result,
    String detail,
    Instant started,
    @Nullable Instant ended,
    Map<String, Long> counters) {
  public StepRecord {
    counters = Map.copyOf(counters);
  }
}
