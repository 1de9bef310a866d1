// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import java.nio.file.Path;
import java.util.List;

/// What both kinds of files are told.
///
/// @param connector the connector's name, for messages
/// @param file the file
/// @param createMissing whether an absent file is an empty one
record FileSettings(String connector, Path file, boolean createMissing) {

  static final List<Setting> SETTINGS =
      List.of(
          new Setting("file", "Path of the file.", true, false),
          new Setting(
              "create-missing",
              "true: an absent file counts as an empty one and is created by the first export;"
                  + " default false.",
              false,
              false));

  static FileSettings of(SettingValues settings) {
    return new FileSettings(
        settings.connector(),
        Path.of(settings.required("file")),
        settings.flag("create-missing", false));
  }
}
