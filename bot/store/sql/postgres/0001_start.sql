-- The same tables as the SQLite home's, in PostgreSQL's types. Moments are whole microseconds since 1970 (UTC).

create table people (
    id bigint primary key,
    turn bigint not null,
    language text not null,
    version integer not null,
    body text not null,
    wake bigint
);

-- When a person's reminders have to be looked at next.
create index people_wake on people (wake) where wake is not null;

-- No foreign key: the last words to a person who is forgotten still have to leave.
-- Two lanes: answers, which somebody waits for, and bulk, which nobody does. An urgent letter answers a stop.
-- `head` is set on each person's oldest answer, or, where they have none, on their oldest bulk letter: the only one
-- that may leave.
-- `until` is set on a letter that was tried and may be tried again only then.
-- `carrier` is the process that has it in hand.
create table outbox (
    id bigint generated always as identity primary key,
    person bigint not null,
    bulk boolean not null,
    urgent boolean not null,
    head boolean not null,
    until bigint,
    tries integer not null default 0,
    uncertain boolean not null default false,
    carrier integer,
    version integer not null,
    body text not null
);

create index outbox_of_person on outbox (person, bulk, id);
create index outbox_fresh on outbox (bulk, urgent desc, id) where head and until is null;
create index outbox_again on outbox (bulk, until) where head and until is not null;
create index outbox_in_hand on outbox (carrier) where carrier is not null;

create table refusals (
    letter bigint primary key,
    person bigint not null,
    reason text not null,
    at bigint not null
);

create index refusals_of_person on refusals (person);
create index refusals_at on refusals (at);

-- A person has one bell of a kind: setting it again replaces it. `ringer` is the process that has it in hand.
create table timers (
    person bigint not null references people (id) on delete cascade,
    bell text not null,
    turn bigint not null,
    due bigint not null,
    ringer integer,
    primary key (person, bell)
);

create index timers_due on timers (due);
create index timers_in_hand on timers (ringer) where ringer is not null;

create table boards (
    person bigint primary key references people (id) on delete cascade,
    message bigint not null,
    keyboard boolean not null
);

create table records (
    id bigint generated always as identity primary key,
    person bigint not null references people (id) on delete cascade,
    version integer not null,
    body text not null
);

create index records_of_person on records (person, id);

create table seen (
    id bigint primary key,
    at bigint not null
);

create index seen_at on seen (at);

create table unread (
    id bigint primary key,
    reason text not null,
    at bigint not null
);

create index unread_at on unread (at);

-- Telegram told the whole bot to wait. One row at most.
create table quiet (
    id integer primary key check (id = 1),
    since bigint not null,
    until bigint not null
);
