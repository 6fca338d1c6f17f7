-- What is paid of a submission's fee, and deliveries that wait for it.

alter table submission add column payment jsonb;    -- status, amount and fee in cents; no ids, no personal data

alter table delivery add column awaits_payment boolean not null default false; -- blocked until it is paid, or given up

create index delivery_awaits_payment on delivery (give_up_at) where awaits_payment and state = 'blocked';
