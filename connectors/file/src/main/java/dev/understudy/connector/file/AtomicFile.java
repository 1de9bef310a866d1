// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/// Replaces a file as a whole: whoever reads it sees the old one or the new one, after a power
/// failure too. Permissions and group stay; a symbolic link stays one.
final class AtomicFile {
  private final FileSettings settings;

  AtomicFile(FileSettings settings) {
    this.settings = settings;
  }

  /// Writes the new content.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /// Replaces the file by `content`.
  ///
  /// @param expected what the file was when the content was worked out; another one is not replaced
  /// @return what it is now
  FileIdentity replace(FileIdentity expected, Content content)
      throws IOException, InterruptedException {
    Path file = realPath();
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Path temporary = folder.resolve("." + file.getFileName() + ".new");
    try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel)) {
      try {
        channel.truncate(0);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        keepPermissions(file, temporary);
        channel.force(true);
        checkUnchanged(expected);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | InterruptedException | RuntimeException e) {
        Files.deleteIfExists(temporary);
        throw e;
      }
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return FileIdentity.of(file);
  }

  /// Refuses to go on when the file is not the one that was read.
  void checkUnchanged(FileIdentity expected) throws IOException {
    if (!FileIdentity.of(settings.file()).equals(expected)) {
      throw new ConnectorException(
          ErrorCode.FILE_ACCESS,
          ("connector %s: %s was changed by somebody else since it was read; nothing was written;"
                  + " import it, then export again")
              .formatted(settings.connector(), settings.file()));
    }
  }

  private Path realPath() throws IOException {
    return Files.exists(settings.file()) ? settings.file().toRealPath() : settings.file();
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw busy(e);
    }
    if (lock == null) {
      throw busy(null);
    }
    return lock;
  }

  private ConnectorException busy(@Nullable OverlappingFileLockException e) {
    String message =
        "connector %s: %s is being written by somebody else; try again when that is done"
            .formatted(settings.connector(), settings.file());
    return e == null
        ? new ConnectorException(ErrorCode.FILE_ACCESS, message)
        : new ConnectorException(ErrorCode.FILE_ACCESS, message, e);
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view == null || Files.notExists(from)) {
      return;
    }
    PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
    if (!view.readAttributes().group().equals(old.group())) {
      view.setGroup(old.group());
    }
    if (!view.readAttributes().owner().equals(old.owner())) {
      view.setOwner(old.owner());
    }
    view.setPermissions(old.permissions());
  }
}
