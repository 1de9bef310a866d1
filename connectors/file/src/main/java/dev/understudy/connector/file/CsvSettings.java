// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a CSV file is to be understood.
///
/// @param file the file
/// @param format delimiter, charset, separator of values
/// @param columns column of the file to attribute; a column that is not named keeps its name
/// @param keys which columns name the object and its type
/// @param lists attribute types that configuration knows
record CsvSettings(
    FileSettings file,
    Format format,
    Map<String, String> columns,
    Keys keys,
    AttributeLists lists) {

  /// @param delimiter between cells
  /// @param charset of the file; bytes that are none of it make their record unreadable
  /// @param valueSeparator between the values in a cell of a multi-valued attribute
  record Format(char delimiter, Charset charset, String valueSeparator) {}

  /// @param anchorColumn the column that identifies an object for life
  /// @param dnColumn the column that names it
  /// @param treeNames whether names are LDAP DNs, not flat
  /// @param typeColumn the column of the type; empty when all objects are of one type
  /// @param types the types there are
  record Keys(
      String anchorColumn,
      String dnColumn,
      boolean treeNames,
      String typeColumn,
      List<String> types) {}

  static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(FileSettings.SETTINGS);
    settings.add(optional("delimiter", "Between cells: one character or tab; default a comma."));
    settings.add(optional("charset", "Default UTF-8."));
    settings.add(
        optional("value-separator", "Between the values in a multi-valued cell; default |."));
    settings.add(
        optional("columns", "column=attribute pairs; a column that is not listed keeps its name."));
    settings.add(
        new Setting(
            "anchor-column", "The column that identifies an object for life.", true, false));
    settings.add(
        optional(
            "dn-column",
            "The column that names an object, and by which references point to it; default the"
                + " anchor column."));
    settings.add(optional("dn-format", "flat (default) or ldap."));
    settings.add(
        optional(
            "object-type",
            "The type of every object, default person; with type-column the types it may hold."));
    settings.add(optional("type-column", "The column that holds each object's type."));
    settings.addAll(AttributeLists.settings());
    return List.copyOf(settings);
  }

  static CsvSettings of(SettingValues settings) {
    String anchor = settings.required("anchor-column");
    Keys keys =
        new Keys(
            anchor,
            settings.text("dn-column").orElse(anchor),
            treeNames(settings),
            settings.text("type-column").orElse(""),
            types(settings));
    return new CsvSettings(
        FileSettings.of(settings),
        new Format(
            delimiter(settings), charset(settings), settings.text("value-separator").orElse("|")),
        settings.pairs("columns"),
        keys,
        new AttributeLists(settings));
  }

  /// The attribute that `column` holds.
  String attribute(String column) {
    return columns.getOrDefault(column, column);
  }

  private static boolean treeNames(SettingValues settings) {
    return switch (settings.text("dn-format").orElse("flat")) {
      case "flat" -> false;
      case "ldap" -> true;
      default -> throw settings.invalid("dn-format", "flat or ldap");
    };
  }

  private static List<String> types(SettingValues settings) {
    List<String> types = settings.words("object-type");
    if (types.size() > 1 && settings.text("type-column").isEmpty()) {
      throw settings.invalid("object-type", "one type, or \"type-column\" beside several");
    }
    return types.isEmpty() ? List.of("person") : types;
  }

  private static char delimiter(SettingValues settings) {
    String text = settings.text("delimiter").orElse(",");
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || text.charAt(0) == '"' || text.charAt(0) > '~') {
      throw settings.invalid("delimiter", "one ASCII character such as , or ; or the word tab");
    }
    return text.charAt(0);
  }

  private static Charset charset(SettingValues settings) {
    String text = settings.text("charset").orElse("UTF-8");
    try {
      return Charset.forName(text);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw settings.invalid("charset", "a charset such as UTF-8, ISO-8859-1 or windows-1252");
    }
  }

  private static Setting optional(String name, String description) {
    return new Setting(name, description, false, false);
  }
}
