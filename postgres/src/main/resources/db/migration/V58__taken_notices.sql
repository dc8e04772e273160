-- How a notice stood to its deadline, and how long before the person left it was there: what figures are made of.
-- Functions of the stay's file like the rest of the row; nothing of the person.
alter table notice_row
    add column kind text not null default '',
    add column taken_at timestamptz,
    add column punctuality text,
    add column left_at timestamptz,
    add column happened_at timestamptz,
    add column entered_at timestamptz,
    add column received_at timestamptz;
create index notice_row_taken on notice_row (taken_at) where taken_at is not null;
create index notice_row_left on notice_row (left_at) where left_at is not null;
