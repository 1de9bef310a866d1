// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.testing;

import dev.understudy.engine.store.Dictionary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Numbers for names, from 1.
final class MemoryDictionary implements Dictionary {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  @Override
  public synchronized int number(String name) {
    return numbers.computeIfAbsent(
        name,
        absent -> {
          names.add(name);
          return names.size();
        });
  }

  @Override
  public synchronized Optional<Integer> find(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  @Override
  public synchronized String name(int number) {
    if (number < 1 || number > names.size()) {
      throw new IllegalArgumentException("no name has the number " + number);
    }
    return names.get(number - 1);
  }

  @Override
  public synchronized int size() {
    return names.size();
  }
}
