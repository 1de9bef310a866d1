// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.store;

import java.util.List;
import java.util.Optional;

/// Everything the engine remembers. One process at a time has a store open; a second one is refused
/// when it opens it.
///
/// Readers see what was committed by the last [#write] that returned before the read began, at
/// least. Reading and writing may happen on two threads at the same time; each of the two is done
/// by one thread at a time.
///
/// Every method throws [StoreException] when the store fails.
public interface Store extends AutoCloseable {

  /// Numbers for names.
  Dictionary dictionary();

  /// The connector spaces.
  SpaceReader space();

  /// The metaverse.
  MetaverseReader metaverse();

  /// Runs and their results.
  RunLog runs();

  /// Applies all changes or none, in the order of the list, durably: when this returns, they
  /// survive the death of the process and of the machine.
  void write(List<Change> changes);

  /// A new identifier for an object, never given out before, ascending.
  long newId();

  /// What was put under `key` by [Change.PutNote].
  Optional<String> note(String key);

  /// Releases the store for other processes.
  @Override
  void close();
}
