-- What is urgent leaves before what is not, as far as it is due: a lost identity card, say.

alter table delivery add column urgent boolean not null default false;

drop index delivery_due;
create index delivery_due on delivery (destination_id, urgent desc, due_at) where state = 'waiting';
