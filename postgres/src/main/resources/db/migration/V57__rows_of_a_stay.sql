-- The reconciler and an expungement look for what belongs to a stay or a case; without these they read whole tables.
create index booking_episode on booking (episode);
create index notice_row_case on notice_row (case_id);
