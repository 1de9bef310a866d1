// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ConnectorException;
import dev.understudy.connector.ErrorCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Says what an [IOException] on a file means: the only place that does.
final class FileFailure {
  private FileFailure() {}

  /// The exception for `failure`, which came while `doing` ("reading", "writing") `file`.
  static ConnectorException of(String connector, String doing, Path file, IOException failure) {
    ErrorCode code = code(failure);
    return new ConnectorException(
        code,
        "connector %s: %s %s failed: %s; %s"
            .formatted(connector, doing, file, reason(failure), advice(code)),
        failure);
  }

  private static ErrorCode code(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> ErrorCode.FILE_NOT_FOUND;
      case AccessDeniedException _ -> ErrorCode.FILE_ACCESS;
      case CharacterCodingException _ -> ErrorCode.PARSE;
      default -> isDiskFull(failure) ? ErrorCode.DISK_FULL : ErrorCode.FILE_ACCESS;
    };
  }

  /// Java has no type for it: the words are those of the operating system (ENOSPC, EDQUOT, EFBIG).
  private static boolean isDiskFull(IOException failure) {
    String words = reason(failure).toLowerCase(Locale.ROOT);
    return words.contains("no space left")
        || words.contains("not enough space")
        || words.contains("quota exceeded")
        || words.contains("file too large");
  }

  private static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failure.getMessage());
  }

  private static String advice(ErrorCode code) {
    return switch (code) {
      case FILE_NOT_FOUND ->
          "check the setting \"file\", or set \"create-missing: true\" when an absent file is an"
              + " empty one";
      case DISK_FULL -> "make room on its file system; the old file is unchanged";
      default -> "check owner and permissions of the file and of its folder";
    };
  }
}
