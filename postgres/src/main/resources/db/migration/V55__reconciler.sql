-- How far the reconciler has come at each facility: the last stream it compared, and when it goes on (real time).
create table reconciled_to (
    facility text primary key,
    agency   text not null default '',
    kind     smallint not null default 0,
    stream   uuid not null default '00000000-0000-0000-0000-000000000000',
    next_at  timestamptz not null default '-infinity'
);
create index stream_head_facility on stream_head (facility, kind, stream);
