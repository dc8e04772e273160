-- Up to which moment a feed has told, and since when it speaks again after a silence: while it tells what happened
-- meanwhile, nothing it said is acted upon.
alter table feed_heard
    add column said_up_to timestamptz not null default 'epoch',
    add column back_since timestamptz not null default 'epoch';

update feed_heard set said_up_to = heard_at;
