-- What is picked up at a source, and how far each piece has come. Every step is one update of its row, made only from the
-- step before it: after a crash the step is done again, and of two processes one wins.

create table source (
  id text primary key,
  network_id text not null,
  authority_id text not null,
  due_at timestamptz not null,              -- when it is polled next; a callback makes it now
  lease_owner uuid,                         -- the process that polls it
  lease_until timestamptz,
  polled_at timestamptz,                    -- the last round that came through
  trouble text                              -- code of what stopped the last round; never content
);

create table inbound (
  source_id text not null,
  remote_id uuid not null,                  -- submissionId of FIT-Connect
  case_id uuid not null,                    -- caseId of FIT-Connect
  network_id text not null,
  authority_id text not null,
  portal_id text not null,
  state text not null check (state in ('seen', 'fetched', 'taken', 'answered')),
  seen_at timestamptz not null,
  submitted_at timestamptz,                 -- of the verified submit event; deadlines count from here
  tags jsonb,                               -- authentication tags: the accept event repeats them
  event_schema text,                        -- of the submit event; the answer names the same
  seal_key_id text,
  data_key bytea,
  envelope bytea,                           -- sealed: what the intake is given; empty once it is a submission
  submission_id uuid,                       -- ours
  answer text check (answer in ('accept', 'reject', 'elsewhere')),
  answer_token text,                        -- the signed event as it is posted, as often as needed; ids and tags only
  problems jsonb,                           -- of a reject: names, parts, and our own rules; never content
  answered_at timestamptz,
  told_day smallint not null default 0,     -- the latest of the days 3, 10 and 12 that a person was told of
  due_at timestamptz not null,              -- when a step that failed is tried again
  failures integer not null default 0,      -- in a row
  trouble text,                             -- code of what keeps it; never content
  primary key (source_id, remote_id)
);

create index inbound_open on inbound (source_id, due_at) where state <> 'answered';

alter table inbound alter column envelope set storage external;
