// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Cases in a text file: a sentence, the files of the case, and what is said about them.
///
/// ```
/// ## a sentence
/// @ name of a file
/// its text
/// =>
/// what is expected
/// ```
public final class GoldenFile {
  private GoldenFile() {}

  /// One case.
  ///
  /// @param sentence what it shows
  /// @param files name to text
  /// @param expected text
  public record Case(String sentence, Map<String, String> files, String expected) {
    /// Writes the files into `folder`.
    public void writeTo(Path folder) {
      try {
        for (Map.Entry<String, String> file : files.entrySet()) {
          Path path = folder.resolve(file.getKey());
          Files.createDirectories(Objects.requireNonNull(path.getParent()));
          Files.writeString(path, file.getValue());
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return sentence;
    }
  }

  /// The cases of the file `name` beside this class.
  public static List<Case> cases(String name) {
    List<Case> cases = new ArrayList<>();
    for (String block : ("\n" + text(name)).split("\n## ", -1)) {
      if (!block.isBlank() && !block.startsWith("\n#!")) {
        cases.add(parse(block));
      }
    }
    return cases;
  }

  private static Case parse(String block) {
    String[] parts = block.split("\n=>\n", -1);
    String[] files = parts[0].split("\n@ ", -1);
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 1; i < files.length; i++) {
      int end = files[i].indexOf('\n');
      texts.put(files[i].substring(0, end), files[i].substring(end + 1) + "\n");
    }
    return new Case(files[0].strip(), texts, parts.length > 1 ? parts[1].strip() : "");
  }

  private static String text(String name) {
    try (InputStream in = GoldenFile.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
