-- Which master key wrapped a key, by its fingerprint (empty: wrapped before fingerprints were kept), and since when the
-- key exists. A rotation wraps the same keys again under another master key; nothing that they sealed changes.
alter table sealing_key add column master text not null default '';
alter table sealing_key add column made_at timestamptz not null default clock_timestamp();
