-- People, what they are still to be told, when bells ring, and what was heard already.
-- Moments are whole microseconds since 1970 (UTC). Bodies are JSON; `version` tells how to read them.

create table people (
    id integer primary key,
    turn integer not null,
    language text not null,
    version integer not null,
    body text not null
) strict;

-- Ids are never used twice (autoincrement): a letter in flight whose row was hushed must not be taken for another.
-- No foreign key: the last words to a person who is forgotten still have to leave.
-- `head` is 1 on each person's oldest letter: the only one that may leave.
-- `until` is set on a letter that was tried and may be tried again only then.
create table outbox (
    id integer primary key autoincrement,
    person integer not null,
    head integer not null,
    until integer,
    tries integer not null default 0,
    uncertain integer not null default 0,
    version integer not null,
    body text not null
) strict;

create index outbox_of_person on outbox (person, id);
create index outbox_fresh on outbox (id, person) where head = 1 and until is null;
create index outbox_again on outbox (until, person) where head = 1 and until is not null;

create table refusals (
    letter integer primary key,
    person integer not null,
    reason text not null,
    at integer not null
) strict;

create index refusals_of_person on refusals (person);
create index refusals_at on refusals (at);

-- A person has one bell of a kind: setting it again replaces it.
create table timers (
    person integer not null references people (id) on delete cascade,
    bell text not null,
    turn integer not null,
    due integer not null,
    primary key (person, bell)
) strict, without rowid;

create index timers_due on timers (due);

create table boards (
    person integer primary key references people (id) on delete cascade,
    message integer not null,
    keyboard integer not null
) strict;

create table records (
    id integer primary key autoincrement,
    person integer not null references people (id) on delete cascade,
    version integer not null,
    body text not null
) strict;

create index records_of_person on records (person, id);

create table seen (
    id integer primary key,
    at integer not null
) strict;

create index seen_at on seen (at);

create table unread (
    id integer primary key,
    reason text not null,
    at integer not null
) strict;

create index unread_at on unread (at);
