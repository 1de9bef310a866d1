// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app;

import java.util.Map;
import java.util.Objects;

/// The files of an [Office] that are not generated.
final class OfficeFiles {
  static final String CONFIGURATION =
      """
      store:
        url: sqlite:understudy.db
      rules: rules
      connectors:
        corp:
          type: ldif
          settings:
            file: ${folder}/corp.ldif
        hr:
          type: csv
          settings:
            file: ${folder}/hr.csv
            anchor-column: employee
        cloud:
          type: ldif
          settings:
            file: ${folder}/cloud.ldif
            create-missing: true
      """;

  /// The title of the first would be run by a spreadsheet; the last works nowhere.
  static final String HR =
      """
      employee,title,mobile
      100003,"=HYPERLINK(""http://evil.example"",""Chief"")",+31 6 1
      100004,Head of Tea,
      999999,Ghost,
      """;

  private static final String CORP_PERSON =
      """
      name: 'Corp person'
      id: 11111111-1111-4111-8111-111111111111
      direction: Inbound
      connector: corp
      source-object-type: inetOrgPerson
      target-object-type: person
      link-type: Provision
      precedence: 20
      join:
        - all:
            - employeeNumber = employeeNumber
      flows:
        - {target: employeeNumber, source: employeeNumber}
        - {target: accountName, source: uid}
        - {target: displayName, source: displayName}
        - {target: sn, source: sn}
        - {target: mail, expression: 'LCase([mail])'}
        - {target: title, source: title}
        - {target: mobile, source: mobile}
        - {target: manager, source: manager}
      """;

  private static final String CORP_GROUP =
      """
      name: 'Corp group'
      id: 22222222-2222-4222-8222-222222222222
      direction: Inbound
      connector: corp
      source-object-type: groupOfNames
      target-object-type: group
      link-type: Provision
      precedence: 21
      join:
        - all:
            - cn = cn
      flows:
        - {target: cn, source: cn}
        - {target: member, source: member}
      """;

  private static final String HR_PERSON =
      """
      name: 'HR person'
      id: 33333333-3333-4333-8333-333333333333
      direction: Inbound
      connector: hr
      source-object-type: person
      target-object-type: person
      link-type: Join
      precedence: 10
      join:
        - all:
            - employee = employeeNumber
      flows:
        - {target: title, source: title}
        - {target: mobile, source: mobile}
      """;

  private static final String CLOUD_PERSON =
      """
      name: 'Cloud person'
      id: 44444444-4444-4444-8444-444444444444
      direction: Outbound
      connector: cloud
      source-object-type: person
      target-object-type: inetOrgPerson
      link-type: Provision
      precedence: 30
      scope:
        - all:
            - accountName ISNOTNULL
      join:
        - all:
            - uid = accountName
      flows:
        - {target: dn, expression: '"uid=" & EscapeDNComponent([accountName]) & ",dc=cloud"'}
        - {target: uid, source: accountName}
        - {target: displayName, source: displayName}
        - {target: sn, source: sn}
        - {target: mail, source: mail}
        - {target: title, source: title}
        - {target: mobile, source: mobile}
        - {target: manager, source: manager}
      """;

  private static final String CLOUD_GROUP =
      """
      name: 'Cloud group'
      id: 55555555-5555-4555-8555-555555555555
      direction: Outbound
      connector: cloud
      source-object-type: group
      target-object-type: groupOfNames
      link-type: Provision
      precedence: 31
      join:
        - all:
            - cn = cn
      flows:
        - {target: dn, expression: '"cn=" & EscapeDNComponent([cn]) & ",dc=cloud"'}
        - {target: cn, source: cn}
        - {target: member, source: member}
      """;

  static final Map<String, String> RULES =
      Map.of(
          "corp-person.yaml", CORP_PERSON,
          "corp-group.yaml", CORP_GROUP,
          "hr-person.yaml", HR_PERSON,
          "cloud-person.yaml", CLOUD_PERSON,
          "cloud-group.yaml", CLOUD_GROUP);

  private OfficeFiles() {}

  /// The text of a rule file.
  static String rule(String name) {
    return Objects.requireNonNull(RULES.get(name), name);
  }
}
