-- How full checks of the audit log ended, newest last: what the console shows, and calls a role when something differs.
create table audit_check (
    number     bigint generated always as identity primary key,
    checked_at timestamptz not null default clock_timestamp(),
    began      bigint not null,
    size       bigint not null,
    against    int not null,
    code       text not null,
    words      text not null
);
