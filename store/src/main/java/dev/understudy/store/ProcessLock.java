// SPDX-License-Identifier: Apache-2.0
package dev.understudy.store;

import dev.understudy.engine.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a file for one process: a lock of the operating system on the file beside it, so that it
/// ends with the process, however that ends. The text in the file says who has it; a text without a
/// lock means nothing.
final class ProcessLock implements AutoCloseable {
  /// Locked far behind the text, for on some systems nobody else can read what is locked.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int TEXT_MAX = 512;

  /// Closing a second channel on a file gives up the first one's lock on most systems, so this
  /// process never opens one.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// @param file beside which file the lock shall be; absolute
  static ProcessLock take(Path file) throws IOException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    if (!HELD.add(lockFile)) {
      throw refusal(file, "this process (" + description() + ")");
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              lockFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        throw refusal(file, text(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(description().getBytes(StandardCharsets.UTF_8)), 0);
      taken = true;
      return new ProcessLock(lockFile, channel);
    } finally {
      if (!taken) {
        HELD.remove(lockFile);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static StoreException refusal(Path file, String holder) {
    return new StoreException(
        StoreException.Code.LOCKED,
        "The store %s is in use by %s. One process at a time may have it open: end that one, or ask it (its commands and its console work on the same store)."
            .formatted(file, holder.isBlank() ? "another process" : holder));
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(TEXT_MAX);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
  }

  /// This process in words.
  static String description() {
    ProcessHandle process = ProcessHandle.current();
    return "process %d on %s%s"
        .formatted(
            process.pid(),
            host(),
            process.info().startInstant().map(ProcessLock::since).orElse(""));
  }

  private static String since(Instant start) {
    return ", running since " + start;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "a host without a name";
    }
  }

  @Override
  public void close() {
    try {
      channel.truncate(0);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("giving up the lock " + file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
