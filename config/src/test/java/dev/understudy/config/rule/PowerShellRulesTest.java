// SPDX-License-Identifier: Apache-2.0
package dev.understudy.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.SharedData;
import dev.understudy.engine.rule.Flow;
import dev.understudy.engine.rule.FlowSource;
import dev.understudy.engine.rule.JoinClause;
import dev.understudy.engine.rule.RuleSet;
import dev.understudy.engine.rule.ScopeClause;
import dev.understudy.engine.rule.SyncRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerShellRulesTest {
  @TempDir Path folder;

  @Test
  void theRealRulesInTheFormOfTheRulesEditorAreTheSameRules() throws Exception {
    RuleSet real = RuleFiles.load(SharedData.exportedConfiguration()).ruleSet();
    StringBuilder script = new StringBuilder();
    real.rules().forEach(rule -> script.append(script(rule)));

    assertThat(load(script.toString())).isEqualTo(real);
  }

  @Test
  void commentsHereStringsSwitchesAndContinuedLinesAreUnderstood() throws Exception {
    RuleSet rules =
        load(
            """
            <# exported
               yesterday #>
            Import-Module ADSync   # needed there, not here
            New-ADSyncRule -Name 'It''s mine' -Direction inbound `  \s
              -Precedence 7 -SourceObjectType "user" -TargetObjectType person `
              -Connector 'b891884f-051e-4a83-95af-2544101c9083' -LinkType Join `
              -Disabled:$true -EnablePasswordSync $false -OutVariable syncRule | Out-Null
            Add-ADSyncAttributeFlowMapping -SynchronizationRule $syncRule[0] -Destination info `
              -FlowType Expression -ExecuteOnce -Expression @'
            IIF([info] = "$%^",
              NULL, [info])
            '@ -OutVariable syncRule
            Add-ADSyncRule -SynchronizationRule $syncRule[0]
            """);

    SyncRule rule = rules.rules().getFirst();
    assertThat(rule.identity().name()).isEqualTo("It's mine");
    assertThat(rule.settings().disabled()).isTrue();
    assertThat(rule.settings().passwordSync()).isFalse();
    assertThat(rule.types().connector()).isEqualTo("{b891884f-051e-4a83-95af-2544101c9083}");
    assertThat(rule.flows())
        .extracting(Flow::source, Flow::applyOnce)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                new FlowSource.Expression("IIF([info] = \"$%^\",\n  NULL, [info])"), true));
  }

  private RuleSet load(String script) throws Exception {
    return RuleFiles.load(Files.writeString(folder.resolve("rules.ps1"), script)).ruleSet();
  }

  private static String script(SyncRule rule) {
    StringBuilder script = new StringBuilder();
    command(
        script,
        "New-ADSyncRule",
        "-Name " + quoted(rule.identity().name()),
        "-Identifier " + quoted(rule.identity().id().toString()),
        "-Description " + quoted(rule.identity().description()),
        "-Direction " + quoted(RuleWords.nameOf(RuleWords.DIRECTIONS, rule.types().direction())),
        "-Precedence " + rule.settings().precedence(),
        "-PrecedenceAfter '00000000-0000-0000-0000-000000000000'",
        "-PrecedenceBefore '00000000-0000-0000-0000-000000000000'",
        "-SourceObjectType " + quoted(rule.types().source()),
        "-TargetObjectType " + quoted(rule.types().target()),
        "-Connector " + quoted(rule.types().connector().replaceAll("[{}]", "")),
        "-LinkType " + quoted(RuleWords.nameOf(RuleWords.LINK_TYPES, rule.links().type())),
        "-SoftDeleteExpiryInterval 0",
        "-ImmutableTag " + quoted(rule.identity().immutableTag()),
        rule.settings().passwordSync() ? "-EnablePasswordSync" : "",
        "-OutVariable syncRule");
    rule.flows().forEach(flow -> flow(script, flow));
    for (List<ScopeClause> group : rule.links().scope()) {
      for (int i = 0; i < group.size(); i++) {
        ScopeClause clause = group.get(i);
        condition(
            script,
            i,
            "ScopeCondition",
            quoted(clause.attribute())
                + ","
                + quoted(clause.value())
                + ",'"
                + clause.operator()
                + "'");
      }
      group(script, "Scope", group.size());
    }
    for (List<JoinClause> group : rule.links().joins()) {
      for (int i = 0; i < group.size(); i++) {
        JoinClause clause = group.get(i);
        condition(
            script,
            i,
            "JoinCondition",
            quoted(clause.connectorAttribute())
                + ","
                + quoted(clause.metaverseAttribute())
                + ",$"
                + clause.caseSensitive());
      }
      group(script, "Join", group.size());
    }
    command(script, "Add-ADSyncRule", "-SynchronizationRule $syncRule[0]");
    command(script, "Get-ADSyncRule", "-Identifier " + quoted(rule.identity().id().toString()));
    return script.toString();
  }

  private static void flow(StringBuilder script, Flow flow) {
    String source =
        switch (flow.source()) {
          case FlowSource.Direct direct ->
              "-Source @(" + quoted(direct.attribute()) + ") -FlowType 'Direct'";
          case FlowSource.Constant constant ->
              "-Source @(" + quoted(constant.text()) + ") -FlowType 'Constant'";
          case FlowSource.Expression expression ->
              "-Source @('a','b') -FlowType 'Expression' -Expression " + quoted(expression.text());
        };
    command(
        script,
        "Add-ADSyncAttributeFlowMapping",
        "-SynchronizationRule $syncRule[0]",
        source,
        "-Destination " + quoted(flow.target()),
        "-ValueMergeType " + quoted(RuleWords.nameOf(RuleWords.MERGE_TYPES, flow.merge())),
        flow.applyOnce() ? "-ExecuteOnce" : "",
        "-OutVariable syncRule");
  }

  private static void condition(StringBuilder script, int index, String type, String arguments) {
    command(
        script,
        "New-Object",
        "-TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel." + type + "'",
        "-ArgumentList " + arguments,
        "-OutVariable condition" + index);
  }

  private static void group(StringBuilder script, String kind, int size) {
    StringBuilder conditions = new StringBuilder();
    for (int i = 0; i < size; i++) {
      conditions.append(i == 0 ? "" : ",").append("$condition").append(i).append("[0]");
    }
    command(
        script,
        "Add-ADSync" + kind + "ConditionGroup",
        "-SynchronizationRule $syncRule[0]",
        "-" + kind + "Conditions @(" + conditions + ")",
        "-OutVariable syncRule");
  }

  private static void command(StringBuilder script, String name, String... parameters) {
    script.append(name).append("  ");
    for (String parameter : parameters) {
      if (!parameter.isEmpty()) {
        script.append("`\r\n").append(parameter).append(' ');
      }
    }
    script.append("\r\n\r\n\r\n");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
