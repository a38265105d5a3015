-- When a person's reminders have to be looked at next: worked out from the person and written with them, so that it is
-- true whenever they are. Most people are not in the index: nothing is to come for them, or only a session's bells.

alter table people add column wake integer;

create index people_wake on people (wake) where wake is not null;
