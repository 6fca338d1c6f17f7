-- The way back: what offices say of what they got, and what portals send after.

create table reply (
  id uuid primary key,                      -- ours; also of its row in message
  submission_id uuid not null,
  portal_id text not null,
  network_id text not null,
  authority_id text not null,
  destination_id text not null,             -- who sent it
  reply_uuid uuid not null,                 -- as it stands in it: the same again is the same reply
  once_key text,                            -- what may be there once per submission
  definition text not null,                 -- standard/version/type
  sha256 bytea not null,                    -- of the XML
  late boolean not null,                    -- came when the submission had ended, or had been given up
  received_at timestamptz not null,
  told bytea not null,                      -- sealed: what it says
  unique (destination_id, reply_uuid),
  unique (submission_id, once_key)
);

create index reply_by_submission on reply (submission_id, received_at);

-- A reply names the message that it answers.
create index delivery_by_message on delivery (message_uuid);

-- Or the number that the office gave: which submission is meant by it, without the number itself.
create table file_number (
  destination_id text not null,
  hmac bytea not null,
  submission_id uuid not null,
  primary key (destination_id, hmac, submission_id)
);

-- A file of the office; empty: of the portal.
alter table attachment add column reply_id uuid;
alter table attachment add column label bytea;  -- sealed: what the office calls it

-- What nobody can be told of yet: a person looks at it. It has a data key of its own.
create table quarantined_reply (
  id uuid primary key,
  network_id text not null,
  destination_id text not null,
  received_at timestamptz not null,
  reason text not null,
  size integer not null,
  sha256 bytea not null,
  seal_key_id text not null,
  data_key bytea not null,
  content bytea not null,                   -- sealed
  unique (destination_id, sha256)
);

create index quarantined_reply_by_network on quarantined_reply (network_id, received_at desc);

alter table quarantined_reply alter column content set storage external;

-- A submission about an earlier one.
create table relation (
  submission_id uuid primary key,
  relates_to uuid not null,
  kind text not null check (kind in ('supplement', 'withdrawal'))
);

create index relation_by_earlier on relation (relates_to);
