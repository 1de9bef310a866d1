// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.file;

import dev.understudy.connector.ConnectorFactory.Setting;
import dev.understudy.connector.SettingValues;
import dev.understudy.schema.ObjectClassMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an LDIF file is to be understood.
///
/// @param file the file
/// @param changes the folder of change records, or null
/// @param anchorAttribute the attribute whose value is the anchor; `dn` for the DN itself
/// @param types object class to type
/// @param lists attribute types that configuration knows better
record LdifSettings(
    FileSettings file,
    @Nullable Path changes,
    String anchorAttribute,
    ObjectClassMapping types,
    AttributeLists lists) {

  /// The word for "the DN is the anchor": a rename is then a delete and an add.
  static final String ANCHOR_IS_DN = "dn";

  static List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(FileSettings.SETTINGS);
    settings.add(
        new Setting(
            "changes",
            "Folder of LDIF change records: files *.ldif, read in the order of their names; each"
                + " new one needs a greater name.",
            false,
            false));
    settings.add(
        new Setting(
            "anchor-attribute",
            "The attribute that identifies an object for life, or dn; default entryUUID.",
            false,
            false));
    settings.add(
        new Setting(
            "types",
            "Types as type=objectClass, most specific first; default: the usual classes under"
                + " their own names.",
            false,
            false));
    settings.addAll(AttributeLists.settings());
    return List.copyOf(settings);
  }

  static LdifSettings of(SettingValues settings) {
    Map<String, String> types = settings.pairs("types");
    return new LdifSettings(
        FileSettings.of(settings),
        settings.text("changes").map(Path::of).orElse(null),
        settings.text("anchor-attribute").orElse("entryUUID"),
        types.isEmpty() ? ObjectClassMapping.usual() : new ObjectClassMapping(types),
        new AttributeLists(settings));
  }

  boolean anchorIsDn() {
    return anchorAttribute.equalsIgnoreCase(ANCHOR_IS_DN);
  }
}
