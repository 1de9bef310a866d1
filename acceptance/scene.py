# SPDX-License-Identifier: Apache-2.0
"""What the scenarios share: real servers, the program as its user calls it, and comparison.

Neither this module nor a scenario uses anything of Understudy but its command line: what a target
must hold is computed from what the source holds, by other means and another hand. So DNs, LDIF and
the comparison of values are here once more, in Python's standard library alone.

A scenario is an executable file `scenario-NAME` that calls `play`. Its exit code is 0 when it
passed, 77 when this machine lacks what it needs (a failure with CI=true), and 1 otherwise.
SEED=42 repeats its choices, KEEP=1 keeps its folder.
"""

import base64
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PASSWORD = "secret"
SLAPD = "/usr/sbin/slapd"
SHOWN_MAX = 15


class Failed(Exception):
    """The program did not do what it should."""


class Missing(Exception):
    """This machine lacks something that the scenario needs."""


# ---------------------------------------------------------------------------------------- the frame


def play(scenario):
    """Runs `scenario(scene)` with a folder of its own and ends the process with its exit code."""
    # What a shell in the background made deaf to Ctrl-C would make the program deaf too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    code = 1
    try:
        with Scene() as scene:
            scenario(scene)
        print(f"Passed in {scene.elapsed():.0f} s.", flush=True)
        code = 0
    except Missing as missing:
        print(f"skipped: {missing}", flush=True)
        code = 1 if os.environ.get("CI") == "true" else 77
    except Failed as failed:
        print(f"FAILED: {failed}", flush=True)
    except subprocess.TimeoutExpired as late:
        print(f"FAILED: this did not end within {late.timeout} s: {late.cmd}", flush=True)
    sys.exit(code)


class Scene:
    """A folder, a seed, and everything that was started, which ends with it."""

    def __enter__(self):
        self.began = time.monotonic()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="understudy-scenario-"))
        self.folder.chmod(0o755)
        self.seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(1_000_000))
        self.random = random.Random(self.seed)
        self._closing = []
        print(f"Seed {self.seed} (SEED={self.seed} repeats it)", flush=True)
        return self

    def __exit__(self, kind, _value, _trace):
        for close in reversed(self._closing):
            close()
        if os.environ.get("KEEP"):
            print(f"Kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def at_end(self, close):
        """Has `close()` called at the end, whatever happens."""
        self._closing.append(close)

    def elapsed(self):
        return time.monotonic() - self.began

    def step(self, text):
        """Says what is done next."""
        print(f"{self.elapsed():5.0f} s  {text}", flush=True)

    def subfolder(self, name):
        folder = self.folder / name
        folder.mkdir()
        return folder


def check(condition, text):
    """Ends the scenario unless `condition` holds; `text` says what does not."""
    if not condition:
        raise Failed(text)


def check_contains(text, *parts):
    """Ends the scenario unless all parts occur in a text of the program."""
    for part in parts:
        check(part in text, f"expected to read \"{part}\" in:\n{text}")


def need(program, package):
    """Skips the scenario when a program is not installed."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if path is None:
        raise Missing(f"there is no {program}; apt-get install {package}")
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def quiet_run(command, **options):
    """Runs a tool that must succeed; its output is only of interest when it does not."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace")[-2_000:]
        raise Failed(f"{command[0]} ended with {done.returncode}: {said}")
    return done.stdout


# -------------------------------------------------------------------------------------- the program


class Program:
    """Understudy with one configuration, called as its user calls it."""

    def __init__(self, folder, configuration):
        self.folder = folder
        self.file = folder / "understudy.yaml"
        self.file.write_text(configuration)

    def command(self, *words):
        return ["./understudy", "--config", str(self.file), *map(str, words)]

    def call(self, *words, code=0, seconds=300, **options):
        """Runs a command to its end and checks its exit code (None: any)."""
        done = subprocess.run(
            self.command(*words),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=seconds,
            text=True,
            **options,
        )
        if code is not None:
            check(
                done.returncode == code,
                f"understudy {' '.join(map(str, words))} ended with {done.returncode}, expected"
                f" {code}:\n{done.stdout[-6_000:]}\n{done.stderr[-6_000:]}",
            )
        return done

    def json(self, *words, code=0, seconds=300):
        """Runs a command and reads what it prints with -o json."""
        return json.loads(self.call(*words, "-o", "json", code=code, seconds=seconds).stdout)

    def start(self, *words):
        """Starts a command; its output goes to files of the folder."""
        with open(self.folder / "out", "w") as out, open(self.folder / "err", "w") as err:
            return subprocess.Popen(
                self.command(*words),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )

    def cycle(self, kind, *words, code=0):
        """Runs a cycle and returns its runs."""
        return self.json("cycle", "start", kind, *words, code=code)


def build(scene):
    """Has the program built where that is still to be done, so that no time is taken for it later."""
    scene.step("understudy version")
    quiet_run(["./understudy", "version"], cwd=ROOT, stdin=subprocess.DEVNULL)


def counters(runs, type_of_step=""):
    """The sums of all counters of the steps of some runs."""
    sums = {}
    for run in runs:
        for step in run["steps"]:
            if step["type"].startswith(type_of_step):
                for name, count in step["counters"].items():
                    sums[name] = sums.get(name, 0) + count
    return {name: count for name, count in sums.items() if count}


def check_success(runs):
    """Checks that every run did what it was asked for, without a single error."""
    good = ("success", "completed-no-objects")
    for run, following in zip(runs, [*runs[1:], None]):
        errors = [error for step in run["steps"] for error in step["errors"]]
        # A full import took the place of one that could not be.
        replaced = run["result"] == "no-start-full-import-required" and following is not None
        check(
            (run["result"] in good or replaced) and not errors,
            f"{run['connector']} {run['profile']}: {run['result']}\n"
            + json.dumps(run["steps"], indent=1, ensure_ascii=False)[:4_000],
        )


def check_idle(program):
    """Checks that a further cycle reads nothing new, changes nothing and writes nothing."""
    runs = program.cycle("delta")
    check_success(runs)
    check(len(runs) >= 3, f"a cycle has imports, synchronizations and exports, not {len(runs)} runs")
    for run in runs:
        moved = {name: count for name, count in counters([run]).items() if not is_rest(name)}
        name = f"{run['connector']} {run['profile']}"
        check(not moved, f"{name} of a further cycle had something to do: {moved}")


def is_rest(counter):
    """Whether a counter counts what was looked at and left alone, or that what was exported before is
    now known to be gone."""
    name = counter.rpartition("/")[2]
    return name.startswith("disconnector-") and name.endswith(("-filtered", "-remains")) or (
        name in ("stage-no-change", "connector-no-flow", "connector-delete-leave-mv")
    )


# --------------------------------------------------------------------------------------------- LDIF


def ldif_line(name, value):
    data = value.encode() if isinstance(value, str) else value
    safe = re.fullmatch(rb"[\x21-\x39\x3b\x3d-\x7e]([\x20-\x7e]*[\x21-\x7e])?", data)
    if safe:
        return f"{name}: {data.decode()}"
    return f"{name}:: {base64.b64encode(data).decode()}"


def ldif_record(dn, pairs):
    """An entry: its DN, then (attribute, value) pairs in order; texts or bytes."""
    lines = [ldif_line("dn", dn)]
    lines.extend(ldif_line(name, value) for name, value in pairs)
    return "\n".join(lines) + "\n\n"


def ldif_modify(dn, *changes):
    """A change record: (operation, attribute, values) for each change."""
    lines = [ldif_line("dn", dn), "changetype: modify"]
    for operation, name, values in changes:
        lines.append(f"{operation}: {name}")
        lines.extend(ldif_line(name, value) for value in values)
        lines.append("-")
    return "\n".join(lines) + "\n\n"


def ldif_add(dn, pairs):
    return ldif_record(dn, [("changetype", "add"), *pairs])


def ldif_delete(dn):
    return ldif_record(dn, [("changetype", "delete")])


def ldif_rename(dn, rdn, parent=None):
    pairs = [("changetype", "modrdn"), ("newrdn", rdn), ("deleteoldrdn", "1")]
    if parent is not None:
        pairs.append(("newsuperior", parent))
    return ldif_record(dn, pairs)


class Entry:
    """An entry as the server reports it: values are bytes, names of attributes in lower case."""

    def __init__(self, dn):
        self.dn = dn
        self.values = {}

    def all(self, name):
        return self.values.get(name.lower(), [])

    def texts(self, name):
        return [value.decode() for value in self.all(name)]

    def text(self, name):
        """The only value, as text; None when there is none."""
        texts = self.texts(name)
        check(len(texts) <= 1, f"{self.dn} has several values of {name}")
        return texts[0] if texts else None

    def key(self):
        return dn_key(self.dn)


def parse_ldif(data):
    entries = []
    entry = None
    for line in data.replace(b"\n ", b"").split(b"\n"):
        if not line:
            entry = None
            continue
        if line.startswith(b"#"):
            continue
        name, _, rest = line.partition(b":")
        value = base64.b64decode(rest[1:].strip()) if rest.startswith(b":") else rest.lstrip(b" ")
        if name.lower() == b"dn":
            entry = Entry(value.decode())
            entries.append(entry)
        elif entry is not None:
            attribute = name.decode().split(";")[0].lower()
            entry.values.setdefault(attribute, []).append(value)
    return entries


# ---------------------------------------------------------------------------------------------- DNs


def escaped(value):
    """A value as it must stand in a DN (RFC 4514)."""
    text = re.sub(r'([,+"\\<>;=])', r"\\\1", value).replace("\0", "\\00")
    if text.startswith(("#", " ")):
        text = "\\" + text
    if text.endswith(" ") and not text.endswith("\\ "):
        text = text[:-1] + "\\ "
    return text


def dn_key(dn):
    """A DN so that two spellings of one name are equal: RDNs as sets of (type, value)."""
    data = dn.encode()
    rdns, parts = [], []
    name, value, reading_name = bytearray(), bytearray(), True
    kept = 0
    i = 0

    def end_part():
        nonlocal name, value, reading_name, kept
        text = bytes(value)
        text = text[:kept] + text[kept:].rstrip(b" ")
        folded = re.sub(" +", " ", text.decode().casefold()).strip()
        parts.append((name.decode().strip().lower(), folded))
        name, value, reading_name, kept = bytearray(), bytearray(), True, 0

    while i < len(data):
        char = data[i : i + 1]
        if reading_name:
            if char == b"=":
                reading_name = False
                while data[i + 1 : i + 2] == b" ":
                    i += 1
            else:
                name += char
        elif char == b"\\":
            pair = data[i + 1 : i + 3]
            if re.fullmatch(rb"[0-9a-fA-F]{2}", pair):
                value += bytes.fromhex(pair.decode())
                i += 2
            else:
                value += data[i + 1 : i + 2]
                i += 1
            kept = len(value)
        elif char in b",;+":
            end_part()
            if char != b"+":
                rdns.append(frozenset(parts))
                parts = []
        else:
            value += char
        i += 1
    if name or value:
        end_part()
        rdns.append(frozenset(parts))
    return tuple(rdns)


# ------------------------------------------------------------------------------------------ servers


class Slapd:
    """An OpenLDAP server in a folder of its own, on loopback; everything else is up to `schema`."""

    def __init__(self, scene, name, suffix, *, schema=None, overlays=()):
        need("slapd", "slapd")
        need("ldapsearch", "ldap-utils")
        self.suffix = suffix
        self.folder = scene.subfolder(name)
        self.port = free_port()
        self.url = f"ldap://127.0.0.1:{self.port}"
        self.account = f"cn=admin,{suffix}"
        self.process = None
        (self.folder / "data").mkdir()
        self._configure(schema, overlays)
        scene.at_end(self.kill)

    def _configure(self, schema, overlays):
        if schema is None:
            names = ("core", "cosine", "inetorgperson")
            lines = [f"include /etc/ldap/schema/{name}.schema" for name in names]
        else:
            (self.folder / "own.schema").write_text(schema)
            lines = [f"include {self.folder}/own.schema"]
        lines += ["modulepath /usr/lib/ldap", "moduleload back_mdb", "moduleload syncprov"]
        lines += [f"moduleload {overlay}" for overlay, _ in overlays]
        lines += [
            f"pidfile {self.folder}/slapd.pid",
            "sizelimit unlimited",
            "database mdb",
            f'suffix "{self.suffix}"',
            f'rootdn "{self.account}"',
            f"rootpw {PASSWORD}",
            f"directory {self.folder}/data",
            f"maxsize {1 << 30}",
            "index objectClass,entryUUID,entryCSN eq",
            "dbnosync",
            "overlay syncprov",
            "syncprov-sessionlog 50000",
        ]
        for overlay, settings in overlays:
            lines += [f"overlay {overlay}", *settings]
        (self.folder / "slapd.conf").write_text("\n".join(lines) + "\n")

    def load(self, ldif):
        """Adds entries while the server is not running; far faster than over the wire."""
        file = self.folder / "load.ldif"
        file.write_text(ldif)
        command = ["/usr/sbin/slapadd", "-q", "-w", "-f", str(self.folder / "slapd.conf")]
        quiet_run([*command, "-l", str(file)])

    def start(self):
        with open(self.folder / "slapd.log", "ab") as log:
            self.process = subprocess.Popen(
                [SLAPD, "-d", "0", "-f", str(self.folder / "slapd.conf"), "-h", self.url],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 20
        while not self._answers():
            said = (self.folder / "slapd.log").read_text()
            check(self.process.poll() is None, f"slapd did not start: {said}")
            check(time.monotonic() < deadline, f"slapd does not answer: {said}")
            time.sleep(0.02)
        return self

    def _answers(self):
        with socket.socket() as probe:
            probe.settimeout(0.2)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        """Ends the server as a power failure would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self):
        """Has the server neither answer nor break its connections, until it is killed or thawed."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def entries(self, base=None, attributes=("*", "entryUUID")):
        """Everything below a base, by key of the DN."""
        command = ["ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H", self.url]
        command += ["-D", self.account, "-w", PASSWORD, "-b", base or self.suffix]
        done = subprocess.run([*command, "(objectClass=*)", *attributes], capture_output=True)
        check(done.returncode == 0, f"ldapsearch failed: {done.stderr.decode()}")
        return {entry.key(): entry for entry in parse_ldif(done.stdout)}

    def change(self, *records):
        """Applies change records."""
        command = ["ldapmodify", "-x", "-H", self.url, "-D", self.account, "-w", PASSWORD]
        quiet_run(command, input="".join(records).encode())

    def settings(self, *more):
        """What the configuration of a connector to this server says, but for its name."""
        lines = [
            "type: ldap",
            "settings:",
            f"  url: {self.url}",
            f"  bind-dn: '{self.account}'",
            "  password: ${env:PASSWORD_OF_SCENARIO}",
            "  allow-clear-text: true",
            f"  base: '{self.suffix}'",
            *(f"  {line}" for line in more),
        ]
        return "\n".join("    " + line for line in lines) + "\n"


os.environ["PASSWORD_OF_SCENARIO"] = PASSWORD


class Postgres:
    """A PostgreSQL server in a folder of its own, on loopback, for the stores of one scenario."""

    def __init__(self, scene):
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            raise Missing("there is no PostgreSQL; apt-get install postgresql")
        self.programs = programs[-1]
        self.folder = scene.subfolder("postgres")
        self.port = free_port()
        # PostgreSQL refuses to run as root.
        self.prefix = []
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.prefix = [need("runuser", "util-linux"), "-u", "postgres", "--"]
        self.process = None
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "-N")
        scene.at_end(self.stop)
        self._start()

    def _run(self, program, *words):
        quiet_run([*self.prefix, str(self.programs / program), *words], cwd=self.folder)

    def _start(self):
        with open(self.folder / "postgres.log", "wb") as log:
            self.process = subprocess.Popen(
                [
                    *self.prefix,
                    str(self.programs / "postgres"),
                    *("-D", f"{self.folder}/data", "-p", str(self.port), "-h", "127.0.0.1"),
                    *("-k", str(self.folder)),
                ],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 30
        while True:
            try:
                self.sql("SELECT 1")
                return
            except Failed:
                check(time.monotonic() < deadline, (self.folder / "postgres.log").read_text())
                time.sleep(0.1)

    def sql(self, text):
        words = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-c", text]
        quiet_run(words, cwd=self.folder)

    def store(self, name):
        """A new database, as the configuration of a store."""
        self.sql(f"CREATE DATABASE {name}")
        return f"  url: jdbc:postgresql://127.0.0.1:{self.port}/{name}\n  user: postgres\n"

    def stop(self):
        if self.process is not None:
            # The process may be runuser, which passes this on.
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            self.process = None


# --------------------------------------------------------------------------------------- comparison


class Wanted:
    """An entry that a target must hold: values as bytes, references as keys of DNs."""

    def __init__(self, dn, classes):
        self.dn = dn
        self.values = {"objectclass": {name.lower() for name in classes}}

    def put(self, name, *values):
        """Adds values; None and nothing at all leave the attribute absent."""
        given = {v.encode() if isinstance(v, str) else v for v in values if v is not None}
        if given:
            self.values.setdefault(name.lower(), set()).update(given)
        return self


def held(entry, references):
    """What an entry holds, in the form of `Wanted`."""
    values = {}
    for name, found in entry.values.items():
        if name == "entryuuid":
            continue
        if name == "objectclass":
            values[name] = {value.decode().lower() for value in found}
        elif name in references:
            values[name] = {dn_key(value.decode()) for value in found}
        else:
            values[name] = set(found)
        check(len(values[name]) == len(found), f"{entry.dn} holds a value of {name} twice")
    return values


def check_target(entries, wanted, references, where):
    """Checks that the entries are those that are wanted, attribute for attribute.

    entries and wanted are by key of the DN; references names the attributes that hold DNs.
    """
    differences = []
    for key, want in wanted.items():
        entry = entries.get(key)
        if entry is None:
            differences.append(f"missing: {want.dn}")
            continue
        has = held(entry, references)
        for name in sorted(has.keys() | want.values.keys()):
            expected, found = want.values.get(name, set()), has.get(name, set())
            if expected != found:
                lacks, extra = shown(expected - found), shown(found - expected)
                differences.append(f"{entry.dn}: {name} lacks {lacks}, has too much {extra}")
    for key, entry in entries.items():
        if key not in wanted:
            differences.append(f"too much: {entry.dn}")
    check(
        not differences,
        f"{where}: {len(differences)} differences\n  " + "\n  ".join(differences[:SHOWN_MAX]),
    )


def shown(values):
    return [str(value)[:120] for value in list(values)[:3]]
