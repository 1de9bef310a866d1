// SPDX-License-Identifier: Apache-2.0
package dev.understudy.app.demo;

import dev.understudy.connector.AttributeChange.Replace;
import dev.understudy.connector.AttributeChange.Update;
import dev.understudy.testkit.StoredObject;
import dev.understudy.testkit.company.Company;
import dev.understudy.value.Dn;
import dev.understudy.value.Value;
import java.util.List;

/// A day in the company.
///
/// @param stories what happened, in words
/// @param moved who moved to another department, as they are called since
record CorpDay(List<String> stories, Dn moved) {

  /// Somebody comes, leaves, moves, marries, joins a project, leaves one.
  static CorpDay of(Corp corp) {
    int people = corp.company().size().people();
    String hire = hire(corp);
    String leave = leave(corp, corp.person(people - 1));
    StoredObject mover = corp.person(people - 2);
    Company.Entry colleague = corp.company().person(people - 10);
    Dn moved = move(corp, mover, colleague);
    String move =
        "%s moves from %s to %s and gets another manager"
            .formatted(name(mover), Corp.text(mover, "department"), department(colleague));
    String marry = marry(corp, corp.person(people - 3));
    return new CorpDay(
        List.of(hire, leave, move, marry, join(corp, corp.person(people - 4)), leaveProject(corp)),
        moved);
  }

  private static String hire(Corp corp) {
    Company company = corp.company();
    Company.Entry entry = company.person(company.size().people() + 1);
    corp.add(entry);
    return name(corp.find(Dn.of(entry.dn()))) + " is hired";
  }

  private static String leave(Corp corp, StoredObject leaver) {
    corp.delete(leaver);
    return name(leaver) + " leaves, and the account is deleted";
  }

  private static Dn move(Corp corp, StoredObject mover, Company.Entry colleague) {
    Dn place = Dn.of(colleague.dn()).parent().orElseThrow();
    return corp.modify(
        mover,
        Dn.of(mover.dn().rdn(), place),
        new Replace("department", List.of(Value.of(department(colleague)))),
        new Replace("manager", List.of(Value.of(corp.person(1).dn()))));
  }

  private static String marry(Corp corp, StoredObject before) {
    String name = Corp.text(before, "givenName") + " van den Berg";
    String oldMail = Corp.text(before, "mail");
    String mail = "vandenberg1@contoso.com";
    corp.modify(
        before,
        Dn.of("CN=" + name, before.dn().parent().orElseThrow()),
        new Replace("sn", List.of(Value.of("van den Berg"))),
        new Replace("cn", List.of(Value.of(name))),
        new Replace("displayName", List.of(Value.of(name))),
        new Replace("mail", List.of(Value.of(mail))),
        new Update(
            "proxyAddresses",
            List.of(Value.of("SMTP:" + mail), Value.of("smtp:" + oldMail)),
            List.of(Value.of("SMTP:" + oldMail))));
    return "%s marries, is called %s from now on, and gets a new address"
        .formatted(name(before), name);
  }

  private static String join(Corp corp, StoredObject person) {
    StoredObject group = corp.group(0);
    corp.modify(group, null, new Update("member", List.of(Value.of(person.dn())), List.of()));
    return "%s joins %s".formatted(name(person), name(group));
  }

  private static String leaveProject(Corp corp) {
    StoredObject group = corp.group(0);
    Value member = group.attributes().get("member").getFirst();
    corp.modify(group, null, new Update("member", List.of(), List.of(member)));
    String name =
        member instanceof Value.Reference(Dn dn) ? name(corp.find(dn)) : member.toString();
    return "%s leaves %s".formatted(name, name(group));
  }

  private static String department(Company.Entry entry) {
    return entry.attributes().getOrDefault("department", List.of("")).getFirst();
  }

  private static String name(StoredObject object) {
    return Corp.text(object, "displayName");
  }
}
