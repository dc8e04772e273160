-- Streams whose keys were destroyed by an order, and names that would begin such a stream again: nothing more is taken
-- in under them. The heads of such streams bear their last version with a minus: no node, whatever it has in memory,
-- takes them for streams it may read.
create table destroyed_stream (
    stream       uuid primary key,
    facility     text not null,
    agency       text not null default '',
    destroyed_at timestamptz not null default clock_timestamp()
);

-- How often streams were destroyed: a node that read another number forgets every key and file it has in memory.
alter table settings add column destructions bigint not null default 0;
