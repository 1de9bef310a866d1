# SPDX-License-Identifier: Apache-2.0
# Reads the reports of the test runner for ./check. Sourced, never run; expects scripts/java.sh, and
# the counts $passed, $failed and $skipped.

reports() {
  find "$root" -path '*/target/surefire-reports/TEST-*.xml' "$@"
}

# forget_reports: no report of an earlier run may be counted.
forget_reports() {
  reports -exec rm -f {} +
}

# add_reports: adds what the test runner counted, and says why tests were skipped.
add_reports() {
  reports -exec sed -n 's/^<testsuite .*name="\([^"]*\)".* tests="\([0-9]*\)" errors="\([0-9]*\)" skipped="\([0-9]*\)" failures="\([0-9]*\)".*/\2 \3 \4 \5 \1/p' {} + >"$root/target/suites.txt"
  # shellcheck disable=SC2046
  set -- $(awk '{ n += $1; e += $2; s += $3; f += $4 } END { print n + 0, e + 0, s + 0, f + 0 }' "$root/target/suites.txt")
  say "Tests run: $1, Failures: $4, Errors: $2, Skipped: $3"
  passed=$((passed + $1 - $2 - $3 - $4))
  failed=$((failed + $2 + $4))
  skipped=$((skipped + $3))
  awk '$2 + $4 > 0 { print "  FAILED in " $5 }' "$root/target/suites.txt" >&2
  if [ "$3" -gt 0 ]; then say "Reasons of skipped tests:"; fi
  reports -exec sed -n -e 's/.*<skipped message="\([^"]*\)".*/\1/p' \
    -e 's/.*<skipped[^>]*><!\[CDATA\[[^ ]*: \(.*\)/\1/p' {} + |
    sed -e 's/^Assumption failed: //' -e 's/]]>.*//' | sort | uniq -c | sort -rn >&2
}

# every_test_class_ran: a class that the test runner never took, or whose process died, has no report.
every_test_class_ran() {
  ran=$root/target/suites.ran
  reports | sed 's/.*TEST-\(.*\)\.xml/\1/' | sort -u >"$ran"
  lost=$(find "$root" -path '*/src/test/java/*Test.java' ! -path '*/target/*' | while IFS= read -r file; do
    grep -qE '^(public )?abstract ' "$file" && continue
    name=$(printf '%s' "${file#*/src/test/java/}" | sed 's/\.java$//; s,/,.,g')
    # Nested classes have reports of their own: Outer$Inner.
    grep -qE "^$name(\\$|\$)" "$ran" || printf '  %s\n' "$name"
  done)
  [ -z "$lost" ] && return 0
  say "FAILED: these test classes left no report, so they did not run:"
  say "$lost"
  return 1
}
