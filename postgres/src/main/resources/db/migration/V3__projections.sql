-- Everything here can be dropped and written again from the journal. Nothing of a person stands here: tokens are keyed
-- hashes, the rest of a row is opened from the stay's or the request's own sealed history.
create table booking (
    token    bytea primary key,
    facility text not null,
    agency   text not null default '',
    episode  uuid not null
);

create table findable (
    token    bytea not null,
    kind     smallint not null,
    id       uuid not null,
    facility text not null,
    agency   text not null default '',
    primary key (token, kind, id)
);
create index findable_id on findable (id);

create table stay_row (
    episode    uuid primary key,
    facility   text not null,
    agency     text not null default '',
    phase      text not null,
    release_at timestamptz,
    open_cases int not null
) with (fillfactor = 80);
create index stay_row_board on stay_row (facility, release_at) where phase in ('present', 'away', 'releasing');

create table case_row (
    case_id  uuid primary key,
    facility text not null,
    agency   text not null,
    episode  uuid not null,
    request  uuid not null,
    state    text not null,
    deadline timestamptz,
    closed   boolean not null
) with (fillfactor = 80);
create index case_row_board on case_row (facility, deadline) where not closed;
create index case_row_episode on case_row (episode);

create table notice_row (
    notice   uuid primary key,
    facility text not null,
    agency   text not null,
    case_id  uuid not null
);

create table request_row (
    request     uuid primary key,
    facility    text not null,
    agency      text not null,
    status      text not null,
    received_at timestamptz not null,
    number      bytea not null,
    closed      boolean not null
) with (fillfactor = 80);
create index request_row_facility on request_row (facility, received_at desc);
create index request_row_agency on request_row (agency, received_at desc);
create index request_row_number on request_row (number);
