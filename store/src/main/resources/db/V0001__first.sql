-- What {words in braces} mean is said by each dialect; lines that begin with "only <dialect>:" are
-- read by that dialect alone. An object's attributes are in "body"; the other columns are what
-- look-ups need.

CREATE TABLE store_state (
  writes BIGINT NOT NULL,
  last_id BIGINT NOT NULL
);

INSERT INTO store_state (writes, last_id) VALUES (0, 0);

CREATE TABLE dictionary (
  number INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE note (
  name TEXT NOT NULL PRIMARY KEY,
  text {bytes} NOT NULL
);

CREATE TABLE watermark (
  connector INTEGER NOT NULL,
  partition_no INTEGER NOT NULL,
  text {bytes} NOT NULL,
  PRIMARY KEY (connector, partition_no)
);

CREATE TABLE space (
  id {id},
  connector INTEGER NOT NULL,
  type INTEGER NOT NULL,
  partition_no INTEGER NOT NULL,
  parent BIGINT NOT NULL,
  metaverse BIGINT NOT NULL,
  flags INTEGER NOT NULL,
  imported SMALLINT NOT NULL,
  dn_key {bytes} NOT NULL,
  anchor {bytes},
  dn TEXT NOT NULL,
  body {bytes} NOT NULL
);

-- Names and anchors are unique at the end of a transaction; within it, two objects may swap them.
only sqlite: CREATE UNIQUE INDEX space_by_dn ON space (connector, dn_key);
only sqlite: CREATE UNIQUE INDEX space_by_anchor ON space (connector, anchor) WHERE anchor IS NOT NULL;
only postgresql: ALTER TABLE space ADD CONSTRAINT space_by_dn UNIQUE (connector, dn_key) DEFERRABLE INITIALLY DEFERRED;
only postgresql: ALTER TABLE space ADD CONSTRAINT space_by_anchor UNIQUE (connector, anchor) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX space_by_connector ON space (connector{and id});
CREATE INDEX space_by_parent ON space (parent{and id});
CREATE INDEX space_by_metaverse ON space (metaverse, connector{and id}) WHERE metaverse <> 0;
CREATE INDEX space_imported ON space (connector, partition_no{and id}) WHERE imported = 1;

-- The masks are those of FlagIndex.
CREATE INDEX space_to_synchronize ON space (connector{and id}) WHERE (flags & 521) <> 0;
CREATE INDEX space_to_export ON space (connector{and id}) WHERE (flags & 2050) <> 0;
CREATE INDEX space_to_refer ON space (connector{and id}) WHERE (flags & 4576) <> 0;
CREATE INDEX space_unusual ON space (connector{and id}) WHERE (flags & 28) <> 0;

CREATE TABLE space_link (
  owner BIGINT NOT NULL,
  attribute INTEGER NOT NULL,
  target BIGINT NOT NULL,
  flags SMALLINT NOT NULL,
  PRIMARY KEY (owner, attribute, target)
){narrow};

CREATE INDEX space_link_by_target ON space_link (target, owner, attribute);
CREATE INDEX space_link_unsynced ON space_link (owner, attribute, target, flags) WHERE (flags & 2) <> 0;
CREATE INDEX space_link_pending ON space_link (owner, attribute, target, flags) WHERE (flags & 32) <> 0;

CREATE TABLE metaverse (
  id {id},
  type INTEGER NOT NULL,
  body {bytes} NOT NULL
);

CREATE TABLE metaverse_link (
  owner BIGINT NOT NULL,
  attribute INTEGER NOT NULL,
  target BIGINT NOT NULL,
  PRIMARY KEY (owner, attribute, target)
){narrow};

CREATE INDEX metaverse_link_by_target ON metaverse_link (target, owner, attribute);

-- Space 0 is the metaverse, any other the connector of that number.
CREATE TABLE search_key (
  space INTEGER NOT NULL,
  attribute INTEGER NOT NULL,
  value {bytes} NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (space, attribute, value, id)
){narrow};

CREATE TABLE run (
  id {id},
  connector TEXT NOT NULL,
  profile TEXT NOT NULL,
  number BIGINT NOT NULL,
  started_by TEXT NOT NULL,
  result TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT
);

CREATE INDEX run_by_connector ON run (connector{and id});
CREATE INDEX run_by_number ON run (connector, number);

CREATE TABLE run_step (
  id {id},
  run BIGINT NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  partition_name TEXT NOT NULL,
  result TEXT NOT NULL,
  detail TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT
);

CREATE INDEX run_step_by_run ON run_step (run, number);

CREATE TABLE run_counter (
  step BIGINT NOT NULL,
  name TEXT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (step, name)
){narrow};

CREATE TABLE run_error (
  id {serial},
  step BIGINT NOT NULL,
  object BIGINT NOT NULL,
  dn TEXT NOT NULL,
  name TEXT NOT NULL,
  detail TEXT NOT NULL
);

CREATE INDEX run_error_by_step ON run_error (step{and id});
