// SPDX-License-Identifier: Apache-2.0
package dev.understudy.engine.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Rules of a family in which the outcome does not depend on the order of events: joins by a value
/// that never changes, no flow that asks what was there before.
final class RandomRules {
  private final Random random;
  private final List<Integer> precedences = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private RandomRules(Random random) {
    this.random = random;
    for (int i = 0; i < 20; i++) {
      precedences.add(100 + 10 * i);
    }
    Collections.shuffle(precedences, random);
  }

  static String of(Random random) {
    RandomRules rules = new RandomRules(random);
    rules.inbound();
    rules.outbound();
    return rules.text.toString();
  }

  private int precedence() {
    return precedences.removeLast();
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  @SuppressWarnings("AnnotateFormatMethod") // Not worth a dependency of the tests.
  private void add(String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }

  private void inbound() {
    String member = oneOf("member <- member", "member <- member", "member <+ member");
    String manager = oneOf("manager <- manager", "manager <- =IIF([title]=\"t1\",[manager],NULL)");
    add("in AD user>person provision %d", precedence());
    add("%s", oneOf("", "scope info NOTEQUAL out"));
    person(manager);
    if (random.nextBoolean()) {
      add("in AD contact>person provision %d", precedence());
      person(manager);
    }
    add("in AD group>group provision %d", precedence());
    add("%s", oneOf("", "scope info NOTEQUAL out"));
    group(member);
    add("in HR user>person %s %d", oneOf("join", "join", "provision"), precedence());
    add("%s", oneOf("", "scope info NOTEQUAL out"));
    person(oneOf("", manager));
    if (random.nextBoolean()) {
      add("in HR group>group %s %d", oneOf("join", "provision"), precedence());
      group(member);
    }
    add("in AD user>person join %d", precedence());
    add("scope department EQUAL d1");
    add("cloudFiltered <- 'True'");
    if (random.nextBoolean()) {
      add("in HR fsp>* join %d", precedence());
      add("join sid=sid");
    }
    if (random.nextBoolean()) {
      add("in CLOUD user>person join %d", precedence());
      add("join sid=sid");
      add("cloudAnchor <- cloudAnchor");
    }
  }

  private void person(String manager) {
    add("join sid=sid");
    add("sid <- sid");
    add("%s", oneOf("displayName <- cn", "displayName <- =IIF([title]=\"t2\",NULL,[cn])"));
    add("title <- title");
    add("otherMails <+ otherMails");
    add("%s", oneOf("", "extra <- extra"));
    add("%s", manager);
  }

  private void group(String member) {
    add("join sid=sid");
    add("sid <- sid");
    add("displayName <- cn");
    add("%s", member);
    add("memberCount <- =ValueCount(\"member\")");
  }

  private void outbound() {
    String manager =
        oneOf("manager <- manager", "manager <- =IIF([title]=\"t0\",[manager],NULL)", "");
    boolean contacts = random.nextBoolean();
    add("out CLOUD person>user provision %d", precedence());
    add("scope cloudFiltered NOTEQUAL True%s", contacts ? " & extra NOTEQUAL c" : "");
    user(manager);
    if (contacts) {
      add("out CLOUD person>contact provision %d", precedence());
      add("scope cloudFiltered NOTEQUAL True & extra EQUAL c");
      add("join sid=sid");
      add("dn <- =\"C\" & [sid]");
      add("sid <- sid");
      add("%s", manager);
    }
    add("out CLOUD person>user join %d", precedence());
    add("scope %s", oneOf("title EQUAL t1", "manager ISNOTNULL", "displayName ISNOTNULL"));
    add("%s", oneOf("title <- title", "description <- 'described'"));
    add("out CLOUD group>group provision %d", precedence());
    add("%s", oneOf("", "scope memberCount LESSTHAN 4"));
    add("join sid=sid");
    add("dn <- =\"G\" & [sid]");
    add("sid <- sid");
    add("%s", oneOf("member <- member", "member <- member", "member <+ member"));
    if (random.nextBoolean()) {
      add("out HR person>user join %d", precedence());
      add("join sid=sid");
      add("description <- displayName");
      add("%s", oneOf("", "owner <- manager"));
    }
  }

  private void user(String manager) {
    add("join sid=sid");
    add("dn <- =%s", oneOf("\"U\" & [sid]", "\"U\" & [sid] & [title]"));
    add("sid <- sid");
    add("displayName <- displayName");
    add("%s", oneOf("otherMails <- otherMails", "otherMails <+ otherMails"));
    add("%s", manager);
  }
}
