# SPDX-License-Identifier: Apache-2.0
# Finds a JDK and a Maven for ./understudy and ./check. Sourced, never run; expects $root.

java_wanted=25

# say MESSAGE...: one line for a person, never mixed into the output of the program.
say() {
  printf '%s\n' "$*" >&2
}

# jdk_version HOME: the feature version of the JDK there (25), or nothing when it is none.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

# jdk_places: every folder in which a JDK may be, one on each line, the most deliberate first.
jdk_places() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    dirname "$(dirname "$on_path")"
  fi
  for place in "$(jdk_cache)"/* /usr/lib/jvm/* /usr/java/* /opt/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$place" ] && printf '%s\n' "$place"
  done
  return 0
}

# jdk_cache: where ./check puts a JDK that it had to download.
jdk_cache() {
  printf '%s\n' "${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/understudy/jdk"
}

# find_jdk: sets JAVA_HOME. JAVA_HOME of the caller wins, then exactly the wanted version anywhere,
# then a newer one. Fails when there is none.
find_jdk() {
  exact='' newer=''
  # A here-document, not a pipe: the loop has to run in this shell to set variables.
  while IFS= read -r place; do
    version=$(jdk_version "$place")
    [ -n "$version" ] || continue
    [ "$version" -ge "$java_wanted" ] && [ "$place" = "${JAVA_HOME:-}" ] && exact=$place && break
    [ "$version" -eq "$java_wanted" ] && [ -z "$exact" ] && exact=$place
    [ "$version" -gt "$java_wanted" ] && [ -z "$newer" ] && newer=$place
  done <<PLACES
$(jdk_places)
PLACES
  JAVA_HOME=${exact:-$newer}
  [ -n "$JAVA_HOME" ] || return 1
  export JAVA_HOME
}

# explain_no_jdk: what to install, and where from.
explain_no_jdk() {
  say "Understudy needs a JDK $java_wanted or newer, and there is none in JAVA_HOME, on PATH, or in the usual folders."
  say ""
  say "  any system      Temurin $java_wanted (JDK, not JRE) from https://adoptium.net/temurin/releases/?version=$java_wanted"
  say "                  unpack it to /opt or set JAVA_HOME to its folder"
  say "  Debian 13, Ubuntu 26.04 or newer    sudo apt-get install openjdk-$java_wanted-jdk-headless"
  say "  macOS           brew install openjdk@$java_wanted"
  say "  SDKMAN          sdk install java $java_wanted-tem"
}

# find_maven: sets $maven to the wrapper, or to a Maven on PATH when the wrapper cannot download.
find_maven() {
  maven=$root/mvnw
  for attempt in 1 2 3; do
    "$maven" --version >/dev/null 2>&1 && return 0
    [ "$attempt" = 3 ] || sleep "$attempt"
  done
  maven=$(command -v mvn || true)
  if [ -n "$maven" ] && maven_is_new_enough; then
    say "The Maven wrapper could not download Maven; using $maven instead."
    return 0
  fi
  say "The Maven wrapper could not download Maven, and there is no mvn 3.8.7 or newer on PATH. It said:"
  "$root/mvnw" --version >&2 || true
  return 1
}

maven_is_new_enough() {
  version=$("$maven" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  [ "$(printf '3.8.7\n%s\n' "${version:-0}" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = 3.8.7 ]
}

# run_maven LOG SHOW ARGUMENT...: runs Maven at the root into LOG, with its lines also going through
# the command SHOW, and runs it again when nothing but the network failed.
run_maven() {
  log=$1 show=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  for attempt in 1 2 3; do
    rm -f "$log.status"
    {
      status=0
      (cd "$root" && exec "$maven" -B -ntp "$@" </dev/null) || status=$?
      printf '%s\n' "$status" >"$log.status"
    } 2>&1 | tee "$log" | "$show"
    status=$(cat "$log.status" 2>/dev/null || printf 1)
    [ "$status" -ne 0 ] && network_failed "$log" && [ "$attempt" -lt 3 ] || return "$status"
    say "The network failed while artifacts were downloaded; trying again."
    sleep "$((attempt * 5))"
  done
}

network_failed() {
  grep -qE 'Could not transfer|Connection (reset|refused|timed out)|Read timed out|Premature end of Content|UnknownHostException|status code: (429|5[0-9][0-9])' "$1"
}
