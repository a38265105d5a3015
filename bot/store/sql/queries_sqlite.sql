-- Every query the SQLite home asks while it runs, by name.

-- --- people ----------------------------------------------------------------------------------------

-- name: load_person
-- One person, as stored.
select id, version, body from people where id = :person;

-- name: save_person
-- Save a person; not `replace`, which would take the timers and records with it.
insert into people (id, turn, language, version, body, wake)
values (:person, :turn, :language, :version, :body, :wake)
on conflict (id) do update
set
    turn = excluded.turn, language = excluded.language, version = excluded.version, body = excluded.body,
    wake = excluded.wake;

-- name: waking
-- People whose reminders have to be looked at by a moment, the longest overdue first.
select id from people indexed by people_wake where wake is not null and wake <= :at order by wake limit :limit;

-- name: silence
-- Do not look at a person's reminders again.
update people set wake = null where id = :person;

-- name: people
-- The next page of people, in the order of their ids.
select id from people where id > :after order by id limit :limit;

-- name: forget_person
-- Forget a person; timers, board and records go along.
delete from people where id = :person;

-- name: forget_letters
-- Take every unsent letter of a person off the outbox, the one in flight too.
delete from outbox where person = :person;

-- name: forget_refusals
-- Forget which letters to a person were refused.
delete from refusals where person = :person;

-- --- outbox ----------------------------------------------------------------------------------------

-- name: put_letter
-- Put a letter into the outbox; it is its person's head when nothing of theirs goes before it.
insert into outbox (person, bulk, urgent, head, version, body)
values (
    :person, :bulk, :urgent, not exists (select 1 from outbox where person = :person and bulk <= :bulk), :version, :body
);

-- name: lower_bulk
-- A person has an answer waiting: their bulk letters go after it.
update outbox set head = 0 where person = :person and bulk = 1 and head = 1;

-- name: waiting
-- Whether any head of a lane may be tried now: mostly none, and then this is all that is asked. None may while the bot
-- is to keep quiet.
select
    (
        exists (
            select 1 from outbox indexed by outbox_fresh where head = 1 and until is null and bulk = :bulk
        )
        or exists (
            select 1 from outbox indexed by outbox_again
            where head = 1 and until is not null and bulk = :bulk and until <= :at
        )
    )
    and not exists (select 1 from quiet where id = 1 and since <= :at and :at < until);

-- name: has_bulk
-- Whether any bulk letter waits, also behind an answer.
select exists (select 1 from outbox indexed by outbox_bulk where bulk = 1);

-- name: heads
-- Heads of a lane that may be tried now: the first of those that are fresh, and of those to be tried again.
select * from (
    select id, person, urgent from outbox indexed by outbox_fresh
    where head = 1 and until is null and bulk = :bulk
    order by urgent desc, id
    limit :limit
)
union all
select * from (
    select id, person, urgent from outbox indexed by outbox_again
    where head = 1 and until is not null and bulk = :bulk and until <= :at
    order by until
    limit :limit
);

-- name: new_heads
-- Of those to strangers: the first of the fresh ones, and of those to be tried again; and fresh urgent ones.
select * from (
    select id, person, urgent from outbox indexed by outbox_fresh
    where head = 1 and until is null and bulk = :bulk and urgent = 2
    order by id
    limit :limit
)
union all
select * from (
    select id, person, urgent from outbox indexed by outbox_fresh
    where head = 1 and until is null and bulk = :bulk and urgent = 0
    order by id
    limit :limit
)
union all
select * from (
    select id, person, urgent from outbox indexed by outbox_strangers
    where head = 1 and until is not null and bulk = :bulk and urgent = 0 and until <= :at
    order by until
    limit :limit
);

-- name: letters
-- The letters of these ids, the most urgent first, then the oldest.
select
    outbox.id, outbox.person, outbox.tries, outbox.uncertain, outbox.version, outbox.body,
    coalesce(people.language, 'en') as language
from json_each(:letters) as wanted
cross join outbox on outbox.id = wanted.value
left join people on people.id = outbox.person
order by outbox.urgent desc, outbox.id;

-- name: take_letter
-- Take a letter off the outbox; no row when it was hushed meanwhile.
delete from outbox where id = :letter returning id;

-- name: raise_head
-- Make the oldest letter that is left to a person their head, bulk ones last.
update outbox set head = 1
where id = (select id from outbox where person = :person order by bulk, id limit 1);

-- name: postpone_letter
-- Try a letter again later; what was perhaps delivered once stays so.
update outbox set tries = tries + 1, until = :until, uncertain = max(uncertain, :uncertain)
where id = :letter;

-- name: refuse_letter
-- Remember why a letter was set aside for good.
insert into refusals (letter, person, reason, at) values (:letter, :person, :reason, :at);

-- name: next_letter
-- The end of the quiet; or the earliest moment after :at at which a postponed head may be tried again.
select coalesce(
    (select until from quiet where id = 1 and since <= :at and :at < until),
    (
        select min(until) from (
            select min(until) as until from outbox indexed by outbox_again
            where head = 1 and until is not null and bulk = 0 and until > :at
            union all
            select min(until) from outbox indexed by outbox_again
            where head = 1 and until is not null and bulk = 1 and until > :at
        )
    )
);

-- name: keep_quiet
-- Remember that nothing may leave for a while.
insert into quiet (id, since, until) values (1, :since, :until)
on conflict (id) do update set since = excluded.since, until = excluded.until;

-- name: quiet
-- Since when and until when nothing may leave.
select since, until from quiet where id = 1;

-- --- boards ----------------------------------------------------------------------------------------

-- name: save_board
-- Remember the message that carries a person's keyboard; nothing is remembered of somebody who is forgotten.
insert into boards (person, message, keyboard)
select id, :message, :keyboard from people where id = :person
on conflict (person) do update
set message = excluded.message, keyboard = excluded.keyboard;

-- name: load_board
-- The message that carries a person's keyboard.
select message, keyboard from boards where person = :person;

-- --- timers ----------------------------------------------------------------------------------------

-- name: set_timer
-- Set a bell, if the person still stands at its turn.
insert into timers (person, bell, turn, due)
select id, :bell, :turn, :due from people where id = :person and turn = :turn
on conflict (person, bell) do update
set turn = excluded.turn, due = excluded.due;

-- name: drop_stale_timers
-- Drop the bells of a turn that is over.
delete from timers where person = :person and turn <> :turn;

-- name: drop_timers
-- Drop every bell of a person.
delete from timers where person = :person;

-- name: drop_timer
-- Drop a bell that rang, unless it was set anew meanwhile.
delete from timers where person = :person and bell = :bell and turn = :turn and due = :due;

-- name: standing
-- The bell itself where it is still to ring: this very one, and none that was set anew.
select person, bell, turn, due from timers where person = :person and bell = :bell and turn = :turn and due = :due;

-- name: due
-- Bells due at a moment, earliest first; those too far ahead were set before the clock was set back.
select * from (select person, bell, turn, due from timers where due <= :at order by due limit :limit)
union all
select * from (select person, bell, turn, due from timers where due > :far order by due limit :limit)
order by due
limit :limit;

-- name: next_due
-- The earliest moment at which a bell is due, or reminders have to be looked at.
select min(due) from (
    select min(due) as due from timers
    union all
    select min(wake) from people indexed by people_wake where wake is not null
);

-- --- records ---------------------------------------------------------------------------------------

-- name: forget_records
-- Forget what a person did before a day; days are written so that they sort.
delete from records where person = :person and body ->> '$.on' < :day;

-- name: keep_record
-- Keep what a person has done.
insert into records (person, version, body) values (:person, :version, :body);

-- name: records
-- Everything kept on what a person has done, oldest first.
select version, body from records where person = :person order by id;

-- --- update ids ------------------------------------------------------------------------------------

-- name: letters_of
-- What a person is still to be told, oldest first.
select version, body from outbox where person = :person order by id;

-- name: timers_of
-- The bells of a person.
select bell, turn, due from timers where person = :person order by due;

-- name: refusals_of
-- Which letters to a person were refused, and why.
select at, reason from refusals where person = :person order by at;

-- name: was_seen
-- The id itself when the update was handled already.
select id from seen where id = :update;

-- name: remember_update
-- Remember that an update was handled.
insert into seen (id, at) values (:update, :at) on conflict (id) do nothing;

-- name: set_aside
-- Remember that an update could not be read, and why.
insert into unread (id, reason, at) values (:update, :reason, :at)
on conflict (id) do update set reason = excluded.reason, at = excluded.at;

-- name: sweep_seen
-- Forget some update ids that are old enough.
delete from seen where id in (select id from seen where at < :before limit :limit) returning id;

-- name: sweep_unread
-- Forget some reasons of updates that could not be read.
delete from unread where id in (select id from unread where at < :before limit :limit) returning id;

-- name: sweep_refusals
-- Forget some reasons of letters that were refused.
delete from refusals where letter in (select letter from refusals where at < :before limit :limit) returning letter;
