// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.text;

import dev.understudy.config.problem.ConfigurationException;
import dev.understudy.config.problem.Position;
import dev.understudy.config.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text file in UTF-8 or UTF-16, with or without a byte order mark, as Windows tools write them.
///
/// @param path where it was read, for messages
/// @param text its characters, without the byte order mark
public record TextFile(Path path, String text) {
  private static final int BYTES_MAX = 64 * 1024 * 1024;

  /// Reads `path`.
  ///
  /// @throws ConfigurationException when it cannot be read, is too large, or is no such text
  public static TextFile read(Path path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(BYTES_MAX + 1);
    } catch (NoSuchFileException e) {
      throw unreadable(Problem.error(Position.of(path), "there is no such file"), e);
    } catch (IOException e) {
      throw unreadable(Problem.error(Position.of(path), "can not be read: " + e.getMessage()), e);
    }
    if (bytes.length > BYTES_MAX) {
      throw unreadable(
          Problem.error(Position.of(path), "is larger than 64 MiB; that is no configuration"),
          null);
    }
    return decode(path, bytes);
  }

  /// The text of `bytes`, which were read from `path`.
  ///
  /// @throws ConfigurationException when they are no text
  public static TextFile decode(Path path, byte[] bytes) {
    Encoding encoding = Encoding.of(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes, encoding.skip, bytes.length - encoding.skip);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CharsetDecoder decoder =
        encoding
            .charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw unreadable(
          Problem.error(
              endOf(path, text),
              "a byte that is no %s; save the file as UTF-8".formatted(encoding.charset)),
          null);
    }
    return new TextFile(path, text);
  }

  private static Position endOf(Path path, String text) {
    int lines = (int) text.chars().filter(character -> character == '\n').count();
    return new Position(path, lines + 1, text.length() - text.lastIndexOf('\n'));
  }

  private static ConfigurationException unreadable(Problem problem, @Nullable Throwable cause) {
    ConfigurationException exception =
        new ConfigurationException(ConfigurationException.Code.UNREADABLE, List.of(problem));
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }

  /// How the characters are written, and how many bytes of mark come before them.
  private record Encoding(Charset charset, int skip) {
    static Encoding of(byte[] bytes) {
      if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
        return new Encoding(StandardCharsets.UTF_8, 3);
      }
      if (starts(bytes, 0xFF, 0xFE)) {
        return new Encoding(StandardCharsets.UTF_16LE, 2);
      }
      if (starts(bytes, 0xFE, 0xFF)) {
        return new Encoding(StandardCharsets.UTF_16BE, 2);
      }
      if (starts(bytes, '<', 0)) {
        return new Encoding(StandardCharsets.UTF_16LE, 0);
      }
      return new Encoding(
          starts(bytes, 0, '<') ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8, 0);
    }

    private static boolean starts(byte[] bytes, int... expected) {
      for (int i = 0; i < expected.length; i++) {
        if (i >= bytes.length || (bytes[i] & 0xFF) != expected[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
