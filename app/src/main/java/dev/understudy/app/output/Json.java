// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.output;

import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes records as JSON.
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  /// Writes one value, a record as a rule, and a line end.
  public static void print(PrintWriter out, Object value) {
    out.println(MAPPER.writeValueAsString(value));
  }

  /// Begins a document that is written piece by piece.
  public static JsonGenerator generator(PrintWriter out) {
    return MAPPER.createGenerator(out);
  }

  /// The mapper of this application.
  public static JsonMapper mapper() {
    return MAPPER;
  }
}
