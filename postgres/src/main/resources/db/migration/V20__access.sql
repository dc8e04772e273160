-- Keys of machines and accounts of people. Secrets stand here as hashes only.
create table access_key (
    key_id     text primary key,
    hash       text not null unique,
    label      text not null,
    grants     text[] not null,
    created_by text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);

create table access_account (
    name         text primary key,
    password     text not null,
    grants       text[] not null,
    one_time     boolean not null,
    failures     timestamptz[] not null default '{}',
    locked_until timestamptz,
    disabled     boolean not null default false
);
