-- Feed events that could not be read. What was sent is sealed under a key of the facility; problems name no person.
create table quarantine (
    item     uuid primary key,
    facility text not null,
    agency   text not null default '',
    at       timestamptz not null,
    problems jsonb not null,
    sealed   bytea not null
);
create index quarantine_facility on quarantine (facility, at);
