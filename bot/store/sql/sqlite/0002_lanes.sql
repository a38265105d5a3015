-- Two lanes: answers, which somebody waits for, and bulk, which nobody does. An urgent letter answers a stop.
-- `head` is 1 on each person's oldest answer, or, where they have none, on their oldest bulk letter.

alter table outbox add column bulk integer not null default 0;
alter table outbox add column urgent integer not null default 0;

drop index outbox_of_person;
drop index outbox_fresh;
drop index outbox_again;

create index outbox_of_person on outbox (person, bulk, id);
create index outbox_fresh on outbox (bulk, urgent desc, id, person) where head = 1 and until is null;
create index outbox_again on outbox (bulk, until, person, urgent) where head = 1 and until is not null;

-- Telegram told the whole bot to wait. One row at most.
create table quiet (
    id integer primary key check (id = 1),
    since integer not null,
    until integer not null
) strict;
