-- The audit log: a Merkle tree over the journal. Leaves come in order of (tx, position); nothing readable stands here.
create index journal_tx on journal (tx);

-- Which entry of the journal each leaf stands for, and the 32 bytes the log publishes for it.
create table audit_leaf (
    index    bigint primary key,
    position bigint not null unique,
    entry    bytea not null
);

-- Tiles of hashes as C2SP tlog-tiles cuts them; the last of each level grows until it holds 256.
create table audit_tile (
    level  smallint not null,
    index  bigint not null,
    hashes bytea not null,
    primary key (level, index)
);
alter table audit_tile alter column hashes set storage external;

-- The tree as of now, and the last entry in it by (tx, position): whoever grows the tree locks this row.
create table audit_head (
    one_row  boolean primary key default true check (one_row),
    size     bigint not null,
    root     bytea not null,
    frontier bytea not null,
    tx       xid8 not null,
    position bigint not null,
    origin   text
);
insert into audit_head (size, root, frontier, tx, position) values (0, sha256(''), '', '0', 0);

-- Signed states of the tree, as signed notes; cosignatures of witnesses are lines added to a note.
create table audit_checkpoint (
    size      bigint primary key,
    root      bytea not null,
    note      text not null,
    signed_at timestamptz not null default clock_timestamp(),
    cosigned  int not null default 0
);
create index audit_checkpoint_cosigned on audit_checkpoint (size) where cosigned > 0;
