-- Telling portals what happened: one entry for each event of a submission whose portal wants to hear of it. The entry is made
-- in the transaction of the event, whatever statement writes that: an event that is there is told, and no statement has to
-- know of it.

alter table submission add column callback text; -- address that the submission names, sealed, in base64; empty: that of its portal; null: nobody is told

create table callback (
  submission_id uuid not null,
  event_id bigint not null,
  portal_id text not null,
  network_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'told', 'given-up')),
  attempts integer not null default 0,
  since timestamptz not null,               -- its age counts from here: the event, or the last replay
  due_at timestamptz not null,              -- under way: when another process may take it over
  lease_owner uuid,                         -- the process that is at it
  status smallint,                          -- of the last answer
  trouble text,                             -- why the last attempt was in vain; never content
  settled_at timestamptz,
  primary key (submission_id, event_id)
);

create index callback_due on callback (portal_id, due_at) where state = 'waiting';

-- Each event asks for its submission by key (the subquery), however many come at once and however large the table is. What
-- only the gateway's own work needs is not told, and forwardings are the operator's business.

create function tell_portal() returns trigger language plpgsql as $$
begin
  insert into callback (submission_id, event_id, portal_id, network_id, since, due_at)
  select submission_id, id, portal_id, network_id, at, at from happened
  where type not in ('attempt', 'attempt-after-lease', 'lease-lost', 'taken', 'unblocked')
    and (select callback is not null from submission where submission.id = happened.submission_id)
    and not exists (select from delivery where delivery.id = happened.delivery_id and not delivery.principal);
  return null;
end $$;

create trigger event_tells_portal after insert on event
  referencing new table as happened for each statement execute function tell_portal();

-- What callbacks of a portal are signed with; several while they are being changed.
create table callback_key (
  id text primary key,
  portal_id text not null,
  created_at timestamptz not null,
  ends_at timestamptz,                      -- empty: until it is rotated
  seal_key_id text not null,
  data_key bytea not null,
  secret bytea not null                     -- sealed
);

create index callback_key_by_portal on callback_key (portal_id);
