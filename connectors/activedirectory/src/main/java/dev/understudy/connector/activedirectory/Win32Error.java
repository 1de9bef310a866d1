// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.understudy.connector.ErrorCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Active Directory puts in front of its diagnostic messages, and behind `data` when it
/// refuses a login: the Windows error behind the LDAP result code.
///
/// @param code of Windows; of a refused login the reason
/// @param login whether it is about a login
record Win32Error(int code, boolean login) {
  /// `00002071: UpdErr: …`
  private static final Pattern PREFIX = Pattern.compile("^([0-9A-Fa-f]{8}): ");

  /// `80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data 52e, v4563`
  private static final Pattern LOGIN =
      Pattern.compile("(?i)(?:AcceptSecurityContext|SEC_E_|80090308).*?data ([0-9a-f]{1,8})\\b");

  /// What a diagnostic message says; empty when it has no such code.
  static Optional<Win32Error> of(LDAPException failure) {
    String text = failure.getDiagnosticMessage();
    if (text == null) {
      return Optional.empty();
    }
    Matcher login = LOGIN.matcher(text);
    if (failure.getResultCode().equals(ResultCode.INVALID_CREDENTIALS) && login.find()) {
      return Optional.of(new Win32Error(Integer.parseUnsignedInt(login.group(1), 16), true));
    }
    Matcher prefix = PREFIX.matcher(text);
    return prefix.find()
        ? Optional.of(new Win32Error(Integer.parseUnsignedInt(prefix.group(1), 16), false))
        : Optional.empty();
  }

  /// In words; empty for a code that is not known here.
  String meaning() {
    return login ? loginMeaning() : changeMeaning();
  }

  private String loginMeaning() {
    return switch (code) {
      case 0x525 -> "there is no such account";
      case 0x52e -> "the account or its password is wrong";
      case 0x52f -> "the account has restrictions, such as an empty password";
      case 0x530 -> "the account may not log on at this hour";
      case 0x531 -> "the account may not log on from this machine";
      case 0x532 -> "the password has expired";
      case 0x533 -> "the account is disabled";
      case 0x568 -> "the account is in too many groups to log on";
      case 0x701 -> "the account has expired";
      case 0x773 -> "the password must be changed before the account can be used";
      case 0x775 -> "the account is locked because of too many wrong passwords";
      case 0x80090346 -> "the server demands channel binding";
      default -> "";
    };
  }

  private String changeMeaning() {
    return switch (code) {
      case 0x5 -> "access is denied";
      case 0x1f -> "the server could not do it, often because the connection is not encrypted";
      case 0x56 -> "the old password is wrong";
      case 0x57 -> "a value or parameter is wrong";
      case 0x52d -> "the password does not meet the policy";
      case 0x524 -> "the sAMAccountName is taken by another account";
      case 0x526 -> "the sAMAccountName is taken by another group";
      case 0x56a -> "the sAMAccountName is taken or not valid";
      case 0x561 -> "the member is already in the group";
      case 0x562 -> "the member is not in the group";
      case 0x56b -> "an account cannot be a member of this group";
      case 0x200a -> "there is no such attribute";
      case 0x200b -> "a value does not have the syntax of its attribute";
      case 0x200d -> "the attribute has a value, or this value, already";
      case 0x2014 -> "the object class has no such attribute, or lacks one that it must have";
      case 0x2015 -> "the object has children";
      case 0x2016 -> "the attribute is part of the name; rename the object";
      case 0x2030 -> "there is no such object";
      case 0x2035 -> "the server is unwilling to do that";
      case 0x2071 -> "an object of that name is already there";
      case 0x2077 -> "the attribute is written by the directory alone";
      case 0x2081 -> "a single-valued attribute would have several values";
      case 0x2082 -> "a value is too short or too small";
      case 0x2083 -> "a value is too long or too large";
      case 0x2089 -> "there is no such parent";
      case 0x2098 -> "the account may not do that";
      case 0x20ad -> "the attribute is not in the schema of the directory";
      case 0x20ae -> "the attribute may not be written to an object of this class";
      case 0x20b1 -> "the attribute is owned by the security accounts manager";
      case 0x2141 -> "the group still has members of a kind that the change does not allow";
      case 0x21a2 -> "a name or number must be unique in the forest and is not";
      case 0x21c7 -> "the user principal name is used by another account of the forest";
      case 0x21c8 -> "a service principal name is used by another account of the forest";
      default -> "";
    };
  }

  /// The error of a refused login, as it ends a run.
  Optional<ErrorCode> callError() {
    return login ? Optional.of(ErrorCode.CREDENTIALS) : Optional.empty();
  }

  /// The name of an export error in the specification; null when the LDAP result code says it as
  /// well.
  @Nullable String exportError() {
    if (login) {
      return null;
    }
    return switch (code) {
      case 0x5, 0x2098 -> "permission-issue";
      case 0x52d -> "password-policy-violation";
      case 0x56, 0x1f -> "password-set-disallowed";
      case 0x524, 0x526, 0x56a, 0x21a2, 0x21c7, 0x21c8 -> "constraint-violation";
      case 0x200b -> "syntax-violation";
      case 0x2016 -> "modify-naming-attribute";
      case 0x2077, 0x20b1 -> "readonly-attribute";
      case 0x2081 -> "constraint-violation";
      case 0x2082, 0x2083 -> "invalid-attribute-value";
      case 0x20ad, 0x20ae -> "unexpected-provisioning-attribute";
      default -> null;
    };
  }
}
