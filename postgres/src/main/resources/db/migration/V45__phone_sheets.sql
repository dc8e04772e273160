-- Calls the desk of a facility has to make. Number and script stand under the seal of the stay they speak of.
create table phone_sheet (
    notice   uuid primary key,
    facility text not null,
    agency   text not null,
    episode  uuid not null,
    attempt  integer not null,
    deadline timestamptz not null,
    sealed   bytea not null
);
create index phone_sheet_facility on phone_sheet (facility, deadline);
