-- What delivering needs beyond the first attempt: results of steps, calls of attempts, cases, holds, superseding.

create table delivery_step (
  delivery_id uuid not null,
  name text not null,
  at timestamptz not null,
  result bytea not null,                    -- sealed with the submission's data key
  primary key (delivery_id, name)
);

create table delivery_attempt (
  delivery_id uuid not null,
  number integer not null,                  -- delivery.attempts at the time
  at timestamptz not null,
  calls bytea not null,                     -- sealed: the call log
  primary key (delivery_id, number)
);

alter table delivery_step alter column result set storage external;
alter table delivery_attempt alter column calls set storage external;

alter table submission add column case_id text;     -- the portal's own id of the case, opaque to us

alter table delivery
  add column case_id text,                           -- only where the order within the case matters
  add column in_doubt boolean not null default false, -- what became of the last attempt is not known
  add column supersedes uuid;                        -- the delivery whose message was mapped again

-- A delivery is superseded once, however many press at once.
create unique index delivery_supersedes on delivery (supersedes) where supersedes is not null;
create index delivery_by_case on delivery (destination_id, portal_id, case_id, submission_id) where case_id is not null;
create index delivery_blocked on delivery (destination_id) where state = 'blocked';

-- Whether a message of the case that was accepted earlier is not through yet. Ids of submissions are ordered by time. Volatile,
-- so that a statement that has just locked the destination sees what is so now.

create function waits_for_earlier(destination text, portal text, "case" text, submission uuid) returns boolean
  language sql volatile as
  $$ select exists (select from delivery
       where destination_id = destination and portal_id = portal and case_id = "case" and submission_id < submission
         and state not in ('delivered', 'handed-over', 'superseded', 'cancelled')) $$;

create table hold (                         -- what operators have stopped
  network_id text not null,
  kind text not null check (kind in ('destination', 'adapter')),
  subject text not null,                    -- id of the destination or adapter
  mode text not null check (mode in ('paused', 'draining')),
  operator text not null,
  reason text not null,
  since timestamptz not null,
  primary key (network_id, kind, subject)
);

-- The stricter of what holds a destination, by itself or by its adapter; null: nothing does.

create function hold_of(network text, destination text, adapter text) returns text language sql volatile as
  $$ select max(mode) from hold -- 'paused' is the greater
     where network_id = network
       and (kind = 'destination' and subject = destination or kind = 'adapter' and subject = adapter) $$;

create table operator_action (              -- what operators did that belongs to no submission
  id bigint generated always as identity primary key,
  network_id text not null,
  at timestamptz not null,
  operator text not null,
  action text not null,
  kind text not null,
  subject text not null,
  reason text not null
);
