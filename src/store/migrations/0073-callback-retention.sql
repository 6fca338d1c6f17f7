-- What was told or given up is kept for a while, for replays, and then removed.
create index callback_settled on callback (portal_id, settled_at) where settled_at is not null;
