-- What a delivery service of FIT-Connect keeps (src/fit-connect/server): ciphertext as it came, since only the receiver can
-- read it, with ids, sizes and times. Only the secret for a sender's callbacks is sealed.

create table fit_connect_case (
  id uuid primary key,
  network_id text not null,
  client_id text not null,                  -- who sends in it
  destination_id uuid not null,             -- who picks up
  event_count integer not null default 0,   -- counted under the row's lock, so that the order of the log never changes
  last_event_at timestamptz not null
);

create index fit_connect_case_by_age on fit_connect_case (network_id, last_event_at);

create table fit_connect_submission (
  id uuid primary key,
  case_id uuid not null references fit_connect_case on delete cascade,
  network_id text not null,
  client_id text not null,
  destination_id uuid not null,
  revision integer not null default 1,      -- grows with each change
  state text not null check (state in ('incomplete', 'submitted', 'forwarded', 'accepted', 'rejected', 'deleted')),
  service jsonb not null,                   -- identifier, name, description
  region text,
  announced text[] not null,                -- ids of attachments, as the sender spells them
  created_at timestamptz not null,
  submitted_at timestamptz,
  due_at timestamptz,                       -- when the service acts by itself
  callback_url text,
  callback_secret bytea,                    -- sealed
  seal_key_id text,
  data_key bytea,
  tags jsonb,                               -- authentication tags of what was submitted
  metadata text,                            -- JWE
  data text                                 -- JWE
);

create index fit_connect_submission_by_case on fit_connect_submission (case_id);
create index fit_connect_submission_waiting on fit_connect_submission (destination_id, submitted_at, id)
  where state = 'submitted';
create index fit_connect_submission_due on fit_connect_submission (network_id, due_at) where due_at is not null;

create table fit_connect_event (
  case_id uuid not null references fit_connect_case on delete cascade,
  position integer not null,
  submission_id uuid not null,
  token text not null,                      -- signed (SET)
  at timestamptz not null,
  primary key (case_id, position)
);

create table fit_connect_attachment (       -- an upload; several may be under way for the same attachment
  upload_id uuid primary key,
  submission_id uuid not null references fit_connect_submission on delete cascade,
  attachment_id uuid not null,
  size bigint not null,                     -- bytes of the JWE
  tag text not null,
  complete boolean not null
);

create unique index fit_connect_attachment_current on fit_connect_attachment (submission_id, attachment_id) where complete;
create index fit_connect_attachment_by_submission on fit_connect_attachment (submission_id);

create table fit_connect_chunk (
  upload_id uuid not null references fit_connect_attachment on delete cascade,
  number integer not null,
  content bytea not null,                   -- at most 1 MiB of the JWE
  primary key (upload_id, number)
);

-- Ciphertext does not get smaller.
alter table fit_connect_submission alter column metadata set storage external;
alter table fit_connect_submission alter column data set storage external;
alter table fit_connect_chunk alter column content set storage external;
