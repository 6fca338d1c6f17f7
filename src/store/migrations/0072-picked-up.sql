-- What was picked up at a source and cannot be taken lies in quarantine as well: it belongs to the source, and to no destination.

alter table quarantined_reply
  alter column destination_id drop not null,
  add column source_id text,
  add constraint quarantined_reply_owner check ((destination_id is null) <> (source_id is null));

create unique index quarantined_reply_by_source on quarantined_reply (source_id, sha256);
