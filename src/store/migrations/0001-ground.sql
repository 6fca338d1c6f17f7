-- The ground: who may call, what was accepted, what is to be delivered, what happened.
-- Clear columns are ids, service, region, states, times and the portal's opaque reference; all content is sealed bytes
-- (see seal.ts). portal_id, network_id and authority_id stand on every row that a portal, clerk or operator may read.
--
-- submission, message, delivery and event are written together by one statement, with ids from that statement: a foreign
-- key would look each of them up again and lock it, for what cannot be otherwise. Each index is paid by every accept.

create table revision (
  id text primary key,                      -- SHA-256 of the network file
  network_id text not null,
  content jsonb not null,                   -- with references to secrets, never with secrets
  loaded_at timestamptz not null
);

create table api_key (
  id text primary key,
  role text not null check (role in ('portal', 'vendor', 'operator', 'clerk')),
  subject text not null,                    -- portal id, destination id, the operator's name, or authority id
  hash bytea not null,                      -- SHA-256 of the secret part; the key itself is never stored
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table submission (
  id uuid primary key,
  portal_id text not null,
  network_id text not null,
  authority_id text not null,
  revision_id text not null,
  service_id text not null,
  service_version text not null,
  act text not null,
  region text not null,                     -- ARS, 12 digits
  profile text not null,
  destination_id text not null,             -- of its principal delivery
  reference text,                           -- the portal's own, opaque to us
  once_key text,                            -- what may be there once per portal: its Idempotency-Key, else its reference
  body_hmac bytea not null,
  state text not null,
  received_at timestamptz not null,
  changed_at timestamptz not null,
  seal_key_id text not null,                -- which master key wraps data_key
  data_key bytea not null,
  envelope bytea not null,                  -- sealed: what the portal posted
  unique (portal_id, once_key)
);

create index submission_by_portal on submission (portal_id, received_at desc, id desc);
create index submission_by_network on submission (network_id, received_at desc, id desc);
create index submission_by_reference on submission (portal_id, reference) where reference is not null;

create table message (
  uuid uuid not null,                       -- of an incoming one: ours, since it may repeat the UUID of the outgoing one
  submission_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  definition text not null,                 -- standard/version/type
  created_at timestamptz not null,
  size integer not null,                    -- bytes of the XML
  sha256 bytea not null,                    -- of the XML
  content bytea not null,                   -- sealed with the submission's data key
  primary key (submission_id, uuid)
) with (toast_tuple_target = 8160);         -- a message of usual size stands in its row, not in pieces elsewhere

create index message_by_uuid on message (uuid); -- an office answers to the UUID

-- Sealed bytes do not get smaller.
alter table submission alter column envelope set storage external;
alter table message alter column content set storage external;

create table destination (                  -- what the gateway has learned of a destination; settings are in the configuration
  id text primary key,
  network_id text not null,
  authority_id text not null,
  failures integer not null default 0,      -- in a row
  closed_until timestamptz                  -- the breaker is open until then
);

create table delivery (
  id uuid primary key,                      -- also the key that the procedure sees
  submission_id uuid not null,
  message_uuid uuid not null,
  portal_id text not null,
  network_id text not null,
  authority_id text not null,
  destination_id text not null,
  principal boolean not null,               -- its state is the submission's
  state text not null check (state in
    ('waiting', 'blocked', 'sending', 'delivered', 'handed-over', 'rejected', 'parked', 'superseded', 'cancelled')),
  attempts integer not null default 0,      -- in all
  budget integer not null default 0,        -- attempts that were used up before the last redrive
  due_at timestamptz not null,
  give_up_at timestamptz not null,          -- after that it is parked
  lease_owner uuid,                         -- the process that works on it, or the lease that a vendor holds
  lease_until timestamptz,
  taken_by text,                            -- id of the key that took it last, where it is collected
  file_number bytea,                        -- sealed: what the procedure calls it
  refusal bytea,                            -- sealed: findings of the procedure
  created_at timestamptz not null,
  settled_at timestamptz
);

create index delivery_due on delivery (destination_id, due_at) where state = 'waiting';
create index delivery_leased on delivery (destination_id, lease_until) where state = 'sending';

-- How many deliveries of a destination are under way. Volatile, so that a statement that has just locked the destination
-- counts what is so now, and not what was so when it began: two processes that claim at once would both see free places.

create function sending_count(destination text) returns bigint language sql volatile as
  $$ select count(*) from delivery where destination_id = destination and state = 'sending' $$;

create index delivery_by_submission on delivery (submission_id);

create table event (
  id bigint generated always as identity,
  submission_id uuid not null,
  delivery_id uuid,
  portal_id text not null,
  network_id text not null,
  authority_id text not null,
  type text not null,
  at timestamptz not null,
  detail jsonb not null default '{}',       -- never personal data
  primary key (submission_id, id)
);

create table attachment (
  id uuid primary key,
  portal_id text not null,
  submission_id uuid references submission, -- empty: uploaded, waits for its submission
  name bytea not null,                      -- sealed
  media_type text not null,
  size bigint not null,
  sha512 bytea not null,
  seal_key_id text not null,
  data_key bytea not null,
  created_at timestamptz not null,
  complete boolean not null
);

create index attachment_waiting on attachment (created_at) where submission_id is null;
create index attachment_by_submission on attachment (submission_id) where submission_id is not null;

create table attachment_chunk (
  attachment_id uuid not null references attachment on delete cascade,
  number integer not null,
  content bytea not null,                   -- sealed, at most 1 MiB of the file
  primary key (attachment_id, number)
);
