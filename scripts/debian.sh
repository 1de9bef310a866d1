# SPDX-License-Identifier: Apache-2.0
# Debian packages for ./check. Sourced, never run; expects scripts/java.sh.

# lacking: the packages that the tests need and that are not here, one on each line.
lacking() {
  [ -x /usr/sbin/slapd ] || echo slapd
  if ! [ -x /usr/sbin/samba ] || ! command -v samba-tool >/dev/null 2>&1; then
    echo samba
    echo samba-ad-dc
    echo samba-ad-provision
    echo winbind
  fi
  command -v ldbadd >/dev/null 2>&1 || echo ldb-tools
  command -v ldapsearch >/dev/null 2>&1 || echo ldap-utils
  ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || echo postgresql
  command -v node >/dev/null 2>&1 || echo nodejs
  command -v npm >/dev/null 2>&1 || echo npm
  command -v python3 >/dev/null 2>&1 || echo python3
  command -v curl >/dev/null 2>&1 || echo curl
  [ -r /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
}

may_install() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1
}

install_packages() {
  packages=$(lacking | tr '\n' ' ')
  if [ -z "$packages" ]; then
    say "OpenLDAP, Samba, PostgreSQL, Node.js, Python: there."
  elif ! may_install; then
    say "NOT HERE: $packages"
    say "The tests that need them are skipped. As root on Debian ./check installs them."
  else
    say "Installing $packages"
    # shellcheck disable=SC2086
    apt_install $packages || say "NOT INSTALLED: $packages. The tests that need them are skipped."
  fi
}

# apt_install PACKAGE...: without questions, and without starting the servers that the packages
# bring: the tests start their own, on ports of their own.
apt_install() {
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    trap 'exit 130' INT TERM
    ours=yes
  fi
  mkdir -p "$root/target"
  status=0
  {
    apt-get -o Acquire::Retries=3 update &&
      DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -y --no-install-recommends install "$@"
  } </dev/null >"$root/target/apt.log" 2>&1 || status=$?
  if [ "${ours:-}" = yes ]; then
    rm -f "$policy"
    trap - EXIT INT TERM
  fi
  [ "$status" -eq 0 ] || tail -n 5 "$root/target/apt.log" >&2
  return "$status"
}

# install_jdk: the package of the distribution where it has one (Debian 12 has none), else Temurin
# from Adoptium into the cache of the user, compared with the checksum that Adoptium publishes.
install_jdk() {
  may_install || return 1
  package=openjdk-$java_wanted-jdk-headless
  if apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
    say "Installing $package"
    apt_install "$package"
    return
  fi
  case $(uname -m) in
    x86_64) cpu=x64 ;;
    aarch64 | arm64) cpu=aarch64 ;;
    *) return 1 ;;
  esac
  say "Downloading Temurin $java_wanted: this distribution has no package of JDK $java_wanted."
  facts=$(curl -fsSL --retry 2 --connect-timeout 15 \
    "${ADOPTIUM_API:-https://api.adoptium.net}/v3/assets/latest/$java_wanted/hotspot?architecture=$cpu&image_type=jdk&os=linux&vendor=eclipse") || return 1
  unpack_jdk "$(json_field "$facts" link)" "$(json_field "$facts" checksum)"
}

# json_field JSON NAME: the first text field of that name.
json_field() {
  printf '%s' "$1" | tr -d '\n' | sed 's/"installer"[^}]*}//' |
    grep -o "\"$2\": *\"[^\"]*\"" | head -n 1 | sed 's/.*: *"\(.*\)"/\1/'
}

unpack_jdk() {
  link=$1 checksum=$2
  [ -n "$link" ] && [ -n "$checksum" ] || return 1
  cache=$(jdk_cache)
  mkdir -p "$cache"
  archive=$cache/download.$$.tar.gz
  if curl -fsSL --retry 2 --connect-timeout 15 -o "$archive" "$link" &&
    printf '%s  %s\n' "$checksum" "$archive" | sha256sum -c - >/dev/null 2>&1; then
    tar -xzf "$archive" -C "$cache"
    rm -f "$archive"
  else
    rm -f "$archive"
    say "The download of $link failed, or its checksum is not the published one."
    return 1
  fi
}
