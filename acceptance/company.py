# SPDX-License-Identifier: Apache-2.0
"""A generated company for a directory of RFC 4519, and what a copy of it must hold.

`Company` writes people and groups as LDIF. `expected` reads a source as it stands, by nothing but
its entries, and says what the shipped rules `directory-to-directory` and `OWN_RULES` make of it.
"""

from scene import Wanted, dn_key, escaped, ldif_record

SOURCE = "dc=source,dc=example"
TARGET = "dc=target,dc=example"
TARGET_USERS = f"ou=people,{TARGET}"
TARGET_GROUPS = f"ou=groups,{TARGET}"
NOBODY = f"cn=nobody,{TARGET}"
REFERENCES = {"member", "owner", "manager"}

PERSON_CLASSES = ["top", "person", "organizationalPerson", "inetOrgPerson"]
GROUP_CLASSES = ["top", "groupOfNames"]

# What the shipped rules copy to an attribute of the same name, the first value without white space.
COPIED = (
    "cn sn departmentNumber description displayName employeeNumber employeeType givenName"
    " homePhone initials l mobile pager physicalDeliveryOfficeName postalCode preferredLanguage"
    " roomNumber st street telephoneNumber title"
).split()

GIVEN = "Anna Bjørn Chloé Đorđe Émile Françoise Gülşen Håkon İpek Jürgen Łukasz Zoë 健 Ольга".split()
FAMILY = "Ärzte Brontë Çelik Dvořák Fröhlich Groß Ibáñez Kovač Nuñez Øster Škoda Weiß 山田 Ёлкина".split()

# Every character that a DN must escape, where it hurts: first, last, and within.
AWKWARD = [
    "#number", " leading", "trailing\\", "comma, comma", "plus+plus", 'quote"quote', "back\\slash",
    "less<than", "greater>than", "semi;colon", "equals=sign", "percent%20", "#,+\"\\<>;=", "a\\,b",
    "tab\ttab", "new\nline", "ünï,cödé", "\\23", "star*(paren)", "two  spaces",
]  # fmt: skip

# Several addresses: the shipped rules take the first, these take them all.
OWN_RULES = {
    "mails-in.yaml": """\
name: 'All addresses of a person'
direction: Inbound
connector: source
source-object-type: inetOrgPerson
target-object-type: person
link-type: Join
precedence: 10
flows:
  - {target: mails, source: mail}
""",
    "mails-out.yaml": """\
name: 'All addresses to the target'
direction: Outbound
connector: target
source-object-type: person
target-object-type: inetOrgPerson
link-type: Join
precedence: 11
scope:
  - all:
      - sourceObjectType EQUAL User
flows:
  - {target: mail, source: mails}
""",
}


class Company:
    """People and groups, made by chance."""

    def __init__(self, chance, people, groups, largest):
        self.chance = chance
        self.records = []
        self.people = []
        self.groups = []
        self._containers()
        for number in range(people):
            self._person(number)
        for number in range(groups):
            self._group(number, largest if number == 0 else chance.randrange(1, 40))

    def ldif(self):
        return "".join(self.records)

    def _containers(self):
        top = [("objectClass", "organization"), ("objectClass", "dcObject")]
        self.records.append(ldif_record(SOURCE, [*top, ("dc", "source"), ("o", "Source")]))
        self.units = []
        for name in ("people", "Zürich, Süd", "a+b=c", "groups"):
            dn = f"ou={escaped(name)},{SOURCE}"
            self.units.append(dn)
            pairs = [("objectClass", "organizationalUnit"), ("ou", name)]
            self.records.append(ldif_record(dn, pairs))

    def person(self, number):
        """The DN and the values of a new person."""
        chance = self.chance
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        uid = f"u{number:05}"
        cn = f"{given} {family} {number}"
        if number < 2 * len(AWKWARD):
            awkward = AWKWARD[number % len(AWKWARD)]
            # Once in the name at the source, once in the name at the target.
            if number < len(AWKWARD):
                cn = awkward
            else:
                uid = awkward.strip() + ("" if awkward.strip() == awkward else "x")
        rdn = f"cn={escaped(cn)}"
        if number % 100 == 50:
            rdn += f"+employeeNumber={number}"
        dn = f"{rdn},{chance.choice(self.units[:3])}"
        pairs = [("objectClass", "inetOrgPerson"), ("cn", cn), ("sn", family), ("givenName", given)]
        # Who has no uid is in nobody's scope.
        if number % 500 != 499:
            pairs.append(("uid", uid))
        pairs.append(("employeeNumber", str(number)))
        for i in range(chance.choice((0, 1, 1, 2, 4))):
            pairs.append(("mail", f"u{number}.{i}@example.com"))
        if chance.random() < 0.9:
            pairs.append(("displayName", f"{given} {family}"))
        if chance.random() < 0.5:
            pairs.append(("title", chance.choice(("Chief", "  Clerk ", "Ingénieur  principal"))))
        if chance.random() < 0.5:
            pairs.append(("telephoneNumber", f"+41 44 {number:07}"))
        if chance.random() < 0.3:
            pairs.append(("description", "Zeile eins\nZeile zwei: " + "ß" * chance.randrange(60)))
        if chance.random() < 0.3:
            pairs.append(("street", "Bahnhofstraße 1, " + chance.choice(GIVEN)))
        pairs.append(("l", chance.choice(("Zürich", "Łódź", "東京"))))
        pairs.append(("preferredLanguage", "de-CH"))
        if self.people and chance.random() < 0.6:
            pairs.append(("manager", chance.choice(self.people)))
        return dn, pairs

    def _person(self, number):
        dn, pairs = self.person(number)
        self.records.append(ldif_record(dn, pairs))
        self.people.append(dn)

    def _group(self, number, size):
        chance = self.chance
        cn = f"Gruppe {number} {chance.choice(FAMILY)}"
        if 0 < number <= len(AWKWARD):
            cn = AWKWARD[number - 1].strip() + f"{number}"
        dn = f"cn={escaped(cn)},{self.units[3]}"
        members = chance.sample(self.people, size)
        members += chance.sample(self.groups, min(len(self.groups), chance.choice((0, 0, 1, 3))))
        if number % 50 == 7:
            # Nobody of these is there.
            members = [f"cn=gone {i},{self.units[0]}" for i in range(3)]
        elif number % 10 == 3:
            members.append(f"cn=gone,{self.units[0]}")
        pairs = [("objectClass", "groupOfNames"), ("cn", cn)]
        if chance.random() < 0.5:
            pairs.append(("description", f"Group {number}, «{chance.choice(FAMILY)}»"))
        if chance.random() < 0.5:
            pairs.append(("owner", chance.choice(self.people)))
        pairs += [("member", member) for member in members]
        self.records.append(ldif_record(dn, pairs))
        self.groups.append(dn)


def target_ldif():
    """What a target holds before the first cycle: containers."""
    top = [("objectClass", "organization"), ("objectClass", "dcObject")]
    unit = ("objectClass", "organizationalUnit")
    return (
        ldif_record(TARGET, [*top, ("dc", "target"), ("o", "Target")])
        + ldif_record(TARGET_USERS, [unit, ("ou", "people")])
        + ldif_record(TARGET_GROUPS, [unit, ("ou", "groups")])
    )


def configuration(folder, source, target, *, store="", more=""):
    """A configuration with the shipped rules and our own between two servers."""
    rules = folder / "rules"
    rules.mkdir()
    for name, text in OWN_RULES.items():
        (rules / name).write_text(text)
    return (
        f"store:\n{store}" if store else "store:\n  url: sqlite:understudy.db\n"
    ) + f"""\
rules:
  defaults: directory-to-directory
  source: source
  target: target
  folder: rules/
metaverse:
  attributes: {{mails: 'string[]'}}
  types: {{person: [mails]}}
{more}connectors:
  source:
{source.settings()}  target:
{target.settings(f"empty-group-member: '{NOBODY}'")}    parameters:
      Target.Users: '{TARGET_USERS}'
      Target.Groups: '{TARGET_GROUPS}'
"""


def first(entry, name):
    """The first value without white space around it; None when nothing is left."""
    texts = entry.texts(name)
    return (texts[0].strip(" ") or None) if texts else None


def expected(source):
    """What the target must hold below its containers for these source entries, by key of the DN."""
    names = {}
    for key, entry in source.items():
        classes = {value.lower() for value in entry.texts("objectClass")}
        if "inetorgperson" in classes and entry.all("uid"):
            names[key] = f"uid={escaped(first(entry, 'uid'))},{TARGET_USERS}"
        elif "groupofnames" in classes:
            names[key] = f"cn={escaped(first(entry, 'cn'))},{TARGET_GROUPS}"
    wanted = {}
    for key, dn in names.items():
        wanted[dn_key(dn)] = of_entry(source[key], dn, names)
    if len(wanted) != len(names):
        raise AssertionError("the source has two objects with one name in the target")
    return wanted


def of_entry(entry, dn, names):
    def there(attribute):
        keys = (dn_key(text) for text in entry.texts(attribute))
        return {dn_key(names[key]) for key in keys if key in names}

    if entry.all("uid"):
        want = Wanted(dn, PERSON_CLASSES).put("uid", first(entry, "uid"))
        for name in COPIED:
            want.put(name, first(entry, name))
        want.put("mail", *entry.texts("mail"))
        want.put("manager", *there("manager"))
    else:
        want = Wanted(dn, GROUP_CLASSES).put("cn", first(entry, "cn"))
        want.put("description", first(entry, "description"))
        want.put("owner", *there("owner"))
        want.put("member", *(there("member") or {dn_key(NOBODY)}))
    return want


def beneath_containers(target):
    """The entries of a target that are not its containers."""
    return {key: entry for key, entry in target.items() if "organizationalunit" not in classes(entry)
            and "organization" not in classes(entry)}  # fmt: skip


def classes(entry):
    return {value.lower() for value in entry.texts("objectClass")}
