-- Keys that seal payloads, each wrapped by the master key, which is never in the database.
-- Deleting a row destroys what it sealed; commitments in the journal stay and still verify.
create table sealing_key (
    key_id   uuid primary key,
    facility text not null,
    agency   text not null default '',
    what     text not null,
    wrapped  bytea not null
);
