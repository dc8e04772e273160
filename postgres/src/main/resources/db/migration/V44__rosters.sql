-- Rosters: how a facility's are read, what they have said so far, what of the last one is still to be recorded.
-- People stand here only under the seal of a key of the facility.
create table roster_mapping (
    facility text primary key,
    agency   text not null default '',
    mapping  jsonb not null,
    set_by   text not null,
    set_at   timestamptz not null
);

create table roster_kept (
    facility   text primary key,
    agency     text not null default '',
    taken_at   timestamptz not null,
    unfinished jsonb,
    sealed     bytea not null
);

create table roster_owed (
    facility text not null,
    agency   text not null default '',
    place    integer not null,
    sealed   bytea not null,
    primary key (facility, place)
);

create table roster_refused (
    facility text primary key,
    agency   text not null default '',
    taken_at timestamptz not null,
    lost     integer not null,
    present  integer not null,
    sealed   bytea not null
);

create table roster_question (
    facility  text not null,
    agency    text not null default '',
    episode   uuid not null,
    seen_at   timestamptz not null,
    missed_at timestamptz not null,
    primary key (facility, episode)
);
