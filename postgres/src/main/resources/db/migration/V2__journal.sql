-- The journal: append-only, in order of arrival. tx orders what a reader may rely on: rows of transactions older than
-- every running one never change and never grow in between.
create sequence journal_position as bigint;

create table journal (
    position    bigint not null default nextval('journal_position'),
    tx          xid8 not null default pg_current_xact_id(),
    stream      uuid not null,
    version     int not null,
    type        text not null,
    schema      int not null,
    recorded_at timestamptz not null,
    facility    text not null,
    agency      text not null,
    cause       text not null,
    actor       text not null,
    key_id      uuid not null,
    sealed      bytea not null,
    commitment  bytea not null,
    primary key (position)
) partition by range (position);

create index journal_stream on journal (stream, version);

-- One row per stream: its lock, its last version, and when it must be looked at next.
create table stream_head (
    stream      uuid primary key,
    kind        smallint not null,
    version     int not null,
    recorded_at timestamptz not null,
    facility    text not null,
    agency      text not null,
    wake_at     timestamptz
) with (fillfactor = 80);

create index stream_head_due on stream_head (facility, kind, wake_at) where wake_at is not null;
create index stream_head_kind on stream_head (kind) where kind < 2;

-- What a feed said before, by keyed hashes of source and id and of the content.
create table feed_seen (
    event    bytea primary key,
    body     bytea not null,
    facility text not null,
    agency   text not null default ''
);

-- When a feed last spoke, and when it should have spoken next.
create table feed_heard (
    facility      text primary key,
    agency        text not null default '',
    heard_at      timestamptz not null,
    expected_next timestamptz not null
);

-- Locked so that a booking and a request that share an identifier cannot miss each other.
create table match_key (
    token bytea primary key
);

-- The policy books ever in force, by content, and which one is.
create table policy_book (
    hash    text primary key,
    content bytea not null
);

create table settings (
    one_row      boolean primary key default true check (one_row),
    agency_epoch bigint not null default 0,
    book         text references policy_book
);
insert into settings default values;
