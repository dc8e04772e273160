-- Outside witnesses the log submits its checkpoints to, and how far each has followed it. Their cosignatures are lines
-- of the checkpoints' notes.
create table audit_witness (
    key      text primary key,
    address  text not null,
    size     bigint not null default 0,
    seen_at  timestamptz,
    tried_at timestamptz,
    fault    text not null default ''
);
