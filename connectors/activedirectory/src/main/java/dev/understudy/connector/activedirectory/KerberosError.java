// SPDX-License-Identifier: Apache-2.0
package dev.understudy.connector.activedirectory;

import com.unboundid.ldap.sdk.LDAPException;
import dev.understudy.connector.ErrorCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSException;

/// What went wrong before a Kerberos ticket was there, by the error number of RFC 4120 §7.5.9 that
/// the platform puts at the end of its messages.
///
/// @param number 0 when nobody answered
record KerberosError(int number) {
  private static final Pattern NUMBER = Pattern.compile("\\((\\d{1,2})\\)");

  /// Pools of connections tell of a failure in words only.
  private static final Pattern TOLD = Pattern.compile("LoginException|GSSException");

  /// Empty for a failure of another kind.
  static Optional<KerberosError> of(LDAPException failure) {
    boolean kerberos = false;
    int number = 0;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage() == null ? "" : cause.getMessage();
      kerberos |= cause instanceof LoginException || cause instanceof GSSException;
      kerberos |= TOLD.matcher(message).find();
      if (kerberos) {
        Matcher matcher = NUMBER.matcher(message);
        number = number == 0 && matcher.find() ? Integer.parseInt(matcher.group(1)) : number;
      }
    }
    return kerberos ? Optional.of(new KerberosError(number)) : Optional.empty();
  }

  /// What ends the run.
  ErrorCode callError() {
    return switch (number) {
      case 0 -> ErrorCode.CONNECTIVITY;
      case 7 -> ErrorCode.CONFIGURATION;
      default -> ErrorCode.CREDENTIALS;
    };
  }

  /// In words.
  String meaning() {
    return switch (number) {
      case 0 -> "Kerberos: no server gave a ticket; check \"kdc\"";
      case 6 -> "Kerberos: there is no such account in the realm";
      case 7 ->
          "Kerberos: there is no service of that host name; check \"kerberos-host\" and the"
              + " servicePrincipalName of the domain controller";
      case 12, 18 -> "Kerberos: the account is disabled, expired, locked or restricted";
      case 14 -> "Kerberos: the account has no key of a kind that both sides know";
      case 23 -> "Kerberos: the password has expired";
      case 24 -> "Kerberos: the password or the keytab is wrong";
      case 37 -> "Kerberos: the clocks of this machine and of the domain differ too much";
      default -> "Kerberos";
    };
  }
}
