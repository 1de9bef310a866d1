// SPDX-License-Identifier: Apache-2.0
package dev.understudy.tenant.graph;

import dev.understudy.tenant.directory.ObjectType;
import dev.understudy.tenant.directory.Property;
import dev.understudy.tenant.wire.GraphException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Which values Graph refuses.
final class Values {
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern NICKNAME =
      Pattern.compile("[\\p{ASCII}&&[^@()\\\\\\[\\]\";:<>, ]]+");
  private static final Set<String> COUNTRIES =
      Set.copyOf(Arrays.asList(java.util.Locale.getISOCountries()));
  private static final int VALUES_MAX = 250;

  private Values() {}

  /// Refuses a value that a property cannot have.
  static void check(ObjectType type, Property property, JsonNode value) {
    if (value.isNull()) {
      if (property.is(Property.Flag.NEED)) {
        throw invalid(type, property, "a value is required");
      }
      return;
    }
    boolean fits =
        switch (property.kind()) {
          case TEXT -> value.isString();
          case TEXTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
          case FLAG -> value.isBoolean();
          case NUMBER -> value.isIntegralNumber();
          case TIME -> value.isString() && isTime(value.stringValue());
          case OBJECT -> value.isObject();
          case OBJECTS -> value.isArray();
        };
    if (!fits) {
      throw GraphException.badRequest(
          "Request_BadRequest",
          "Invalid value specified for property '%s' of resource '%s'."
              .formatted(property.name(), type.word()));
    }
    switch (property.kind()) {
      case TEXT -> text(type, property, value.stringValue());
      case TEXTS -> texts(type, property, value);
      case FLAG, NUMBER, TIME, OBJECT, OBJECTS -> {}
    }
  }

  private static void texts(ObjectType type, Property property, JsonNode values) {
    boolean phones = property.name().equals("businessPhones");
    if (values.size() > (phones ? property.max() : VALUES_MAX)) {
      throw invalid(type, property, "too many values");
    }
    for (JsonNode value : values) {
      String text = value.stringValue();
      if (text.isEmpty() || (!phones && property.max() > 0 && text.length() > property.max())) {
        throw invalid(type, property, "a value is empty or too long");
      }
      if (property.name().equals("otherMails") && !text.chars().allMatch(c -> c < 128)) {
        throw invalid(type, property, "accented characters are not supported");
      }
    }
  }

  private static void text(ObjectType type, Property property, String text) {
    if (text.isEmpty()) {
      throw invalid(type, property, "it is empty");
    }
    if (property.max() > 0 && text.codePointCount(0, text.length()) > property.max()) {
      throw invalid(type, property, "it is longer than " + property.max() + " characters");
    }
    boolean good =
        switch (property.name()) {
          case "mail" -> MAIL.matcher(text).matches();
          case "mailNickname" -> NICKNAME.matcher(text).matches();
          case "usageLocation" -> COUNTRIES.contains(text);
          case "onPremisesImmutableId" -> text.indexOf('$') < 0 && text.indexOf('_') < 0;
          case "userType" -> text.equals("Member") || text.equals("Guest");
          default -> true;
        };
    if (!good) {
      throw invalid(type, property, "its characters or its format are not allowed");
    }
  }

  private static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static GraphException invalid(ObjectType type, Property property, String why) {
    return GraphException.property(
        "InvalidValue",
        property.name(),
        "Invalid value specified for property '%s' of resource '%s': %s."
            .formatted(property.name(), type.word(), why));
  }
}
