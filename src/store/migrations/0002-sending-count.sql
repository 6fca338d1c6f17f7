-- How many deliveries of a destination are under way. Volatile, so that a statement that has just locked the destination
-- counts what is so now, and not what was so when it began: two processes that claim at once would both see free places.

create function sending_count(destination text) returns bigint language sql volatile as
  $$ select count(*) from delivery where destination_id = destination and state = 'sending' $$;
