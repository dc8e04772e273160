-- A head changes with every entry of its stream, and streams that began together change together: a page with room for
-- a second version of each keeps its index entries as they are.
alter table stream_head set (fillfactor = 50);
