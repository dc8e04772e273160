-- How many notices a facility causes, and which of them wait for a person's decision about a burst. Functions of the
-- stay's file like the rest of the row.
alter table notice_row
    add column caused_at timestamptz,
    add column paused_at timestamptz,
    add column waits_until timestamptz;
create index notice_row_caused on notice_row (facility, caused_at) where caused_at is not null;
create index notice_row_waits on notice_row (facility, paused_at) where waits_until is not null;
