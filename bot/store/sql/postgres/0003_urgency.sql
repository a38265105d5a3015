-- How urgent a letter is: 0 to a stranger, 1 to somebody known, 2 in answer to a stop, a pain or a danger.
drop index outbox_fresh;
alter table outbox alter column urgent type smallint using case when urgent then 2 else 0 end;
create index outbox_fresh on outbox (bulk, urgent desc, id) where head and until is null;
