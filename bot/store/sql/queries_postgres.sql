-- Every query the PostgreSQL home asks while it runs, by name. Lists come in as arrays: one statement for a whole batch.

-- --- people ----------------------------------------------------------------------------------------

-- name: lock_people
-- Nobody else moves these people until this transaction ends; in order of their ids, so that no two wait crosswise.
select pg_advisory_xact_lock(id) from (select unnest(%(people)b::bigint[]) as id order by id) as wanted;

-- name: load_people
-- Some people, as stored.
select id, version, body from people where id = any(%(people)b);

-- name: waking
-- People whose reminders have to be looked at by a moment, the longest overdue first.
select id from people where wake <= %(at)s order by wake limit %(limit)s;

-- name: silence
-- Do not look at the reminders of these people again.
update people set wake = null where id = any(%(people)b);

-- name: people
-- The next page of people, in the order of their ids.
select id from people where id > %(after)s order by id limit %(limit)s;

-- name: forget_people
-- Forget people; timers, boards and records go along.
delete from people where id = any(%(people)b);

-- name: forget_letters
-- Take every unsent letter of these people off the outbox, those in flight too.
delete from outbox where person = any(%(people)b);

-- name: forget_refusals
-- Forget which letters to these people were refused.
delete from refusals where person = any(%(people)b);

-- --- turns -----------------------------------------------------------------------------------------

-- name: write_turns
-- What turns of different people decided. People are saved, not by deleting, which would take their timers and records
-- with them; bells of turns that are over go, and those that rang, unless they were set anew meanwhile; letters go into
-- the outbox, in this order, where the first of a person is their head when nothing of theirs goes before it, and goes
-- before bulk; and updates are remembered as handled.
with
saved as (
    insert into people (id, turn, language, version, body, wake)
    select * from unnest(
        %(ids)b::bigint[], %(turns)b::bigint[], %(languages)b::text[],
        %(forms)b::integer[], %(states)b::text[], %(wakes)b::bigint[]
    )
    on conflict (id) do update
    set
        turn = excluded.turn, language = excluded.language, version = excluded.version, body = excluded.body,
        wake = excluded.wake
),
stale as (
    delete from timers
    using unnest(%(ids)b::bigint[], %(turns)b::bigint[]) as new (person, turn)
    where timers.person = new.person and timers.turn <> new.turn
),
fired as (
    delete from timers
    using unnest(%(ringing)b::bigint[], %(bells)b::text[], %(rung)b::bigint[], %(dues)b::bigint[])
    as old (person, bell, turn, due)
    where timers.person = old.person and timers.bell = old.bell and timers.turn = old.turn and timers.due = old.due
),
lowered as (
    update outbox set head = false where person = any(%(answered)b) and bulk and head
),
handled as (
    insert into seen (id, at) select unnest(%(updates)b::bigint[]), %(at)s on conflict (id) do nothing
)
insert into outbox (person, bulk, urgent, head, version, body)
select
    new.person,
    new.bulk = 1,
    new.urgent,
    row_number() over (partition by new.person order by new.bulk, new.place) = 1
    and not exists (select 1 from outbox where outbox.person = new.person and outbox.bulk <= (new.bulk = 1)),
    new.version,
    new.body
from unnest(
    %(people)b::bigint[], %(bulks)b::integer[], %(urgents)b::smallint[], %(versions)b::integer[], %(bodies)b::text[]
)
with ordinality as new (person, bulk, urgent, version, body, place)
order by new.place;

-- --- outbox ----------------------------------------------------------------------------------------

-- name: letters
-- Take heads of a lane into this carrier's hand, but for the busy, and of the held only what is urgent; none while the
-- bot is to keep quiet. Each comes with the message that carries its person's keyboard, and is spent at once.
with
held as materialized (
    select person from paces
    where
        full_at - case when person > 0 then %(slack)s else %(room_slack)s end > %(at)s
        and full_at - case when person > 0 then %(most)s else %(room_most)s end <= %(at)s
),
fresh as (
    select id, urgent from outbox
    where
        head and until is null and bulk = %(bulk)s and (carrier is null or carrier = %(me)s)
        and not (%(strangers)s and urgent = 1)
        and person <> all(%(busy)b) and (urgent = 2 or (person <> all(%(held)b) and person not in (select person from held)))
        and not exists (select 1 from quiet where since <= %(at)s and %(at)s < quiet.until)
    order by urgent desc, id
    limit %(limit)s
    for update skip locked
),
again as (
    select id, urgent from outbox
    where
        head and until <= %(at)s and bulk = %(bulk)s and (carrier is null or carrier = %(me)s)
        and not (%(strangers)s and urgent = 1)
        and person <> all(%(busy)b) and (urgent = 2 or (person <> all(%(held)b) and person not in (select person from held)))
        and not exists (select 1 from quiet where since <= %(at)s and %(at)s < quiet.until)
    order by until
    limit %(limit)s
    for update skip locked
),
heads as (
    select id from (select * from fresh union all select * from again) as either
    order by urgent desc, id
    limit %(limit)s
),
taken as (
    update outbox set carrier = %(me)s from heads where outbox.id = heads.id
    returning outbox.id, outbox.person, outbox.tries, outbox.uncertain, outbox.version, outbox.body, outbox.urgent
),
spent as (
    insert into paces as kept (person, full_at)
    select person, %(at)s + case when person > 0 then %(step)s else %(room_step)s end
    from taken
    where %(step)s > 0
    order by person
    on conflict (person) do update
    set
        full_at = least(
            excluded.full_at - %(at)s + case
                when
                    kept.full_at > %(at)s
                    and kept.full_at - case when kept.person > 0 then %(most)s else %(room_most)s end <= %(at)s
                    then kept.full_at
                else %(at)s
            end,
            %(at)s + case when kept.person > 0 then %(most)s else %(room_most)s end
        )
)
select
    taken.id, taken.person, taken.tries, taken.uncertain, taken.version, taken.body,
    coalesce(people.language, 'en') as language, boards.message, boards.keyboard
from taken left join people on people.id = taken.person left join boards on boards.person = taken.person
order by taken.urgent desc, taken.id;

-- name: has_bulk
-- Whether anybody has a bulk letter waiting, whoever carries it.
select exists (select 1 from outbox where bulk);

-- name: spend
-- Messages go to people; their buckets are full again that much later. What is owed is two bursts at most.
insert into paces as kept (person, full_at)
select new.person, %(at)s + new.messages * case when new.person > 0 then %(step)s else %(room_step)s end
from unnest(%(people)b::bigint[], %(messages)b::integer[]) as new (person, messages)
order by new.person
on conflict (person) do update
set
    full_at = least(
        excluded.full_at - %(at)s + case
            when
                kept.full_at > %(at)s
                and kept.full_at - case when kept.person > 0 then %(most)s else %(room_most)s end <= %(at)s
                then kept.full_at
            else %(at)s
        end,
        %(at)s + case when kept.person > 0 then %(most)s else %(room_most)s end
    );

-- name: forget_paces
-- Forget buckets that are full; those that somebody fills at this moment are left for the next time.
delete from paces where person in (select person from paces where full_at <= %(at)s for update skip locked);

-- name: arrived
-- Letters have arrived: they leave the outbox and the next ones move up, their bells are set, of those that were not
-- hushed meanwhile and for people who still stand at their turn, and the messages that carry keyboards are remembered,
-- but for people who are forgotten.
with
gone as (
    delete from outbox where id = any(%(letters)b) returning id
),
raised as (
    update outbox set head = true
    from (
        select distinct on (person) id from outbox
        where person = any(%(whose)b) and id <> all(%(letters)b)
        order by person, bulk, id
    ) as oldest
    where outbox.id = oldest.id and not outbox.head
),
rung as (
    insert into timers (person, bell, turn, due)
    select new.person, new.bell, new.turn, new.due
    from unnest(%(of)b::bigint[], %(people)b::bigint[], %(bells)b::text[], %(turns)b::bigint[], %(dues)b::bigint[])
    as new (letter, person, bell, turn, due)
    join gone on gone.id = new.letter
    join people on people.id = new.person and people.turn = new.turn
    on conflict (person, bell) do update
    set turn = excluded.turn, due = excluded.due, ringer = null
)
insert into boards (person, message, keyboard)
select new.person, new.message, new.keyboard = 1
from unnest(%(shown)b::bigint[], %(messages)b::bigint[], %(keyboards)b::integer[]) as new (person, message, keyboard)
join people on people.id = new.person
on conflict (person) do update
set message = excluded.message, keyboard = excluded.keyboard;

-- name: take_letters
-- Take letters off the outbox; no row for those that were hushed meanwhile.
delete from outbox where id = any(%(letters)b) returning id, person;

-- name: raise_heads
-- Make the oldest letter that is left to each of these people their head, bulk ones last.
update outbox set head = true
from (
    select distinct on (person) id from outbox where person = any(%(people)b) order by person, bulk, id
) as oldest
where outbox.id = oldest.id and not outbox.head;

-- name: postpone_letter
-- Try a letter again later, whoever carries it then; what was perhaps delivered once stays so.
update outbox
set tries = tries + 1, until = %(until)s, uncertain = uncertain or %(uncertain)s, carrier = null
where id = %(letter)s;

-- name: refuse_letter
-- Remember why a letter was set aside for good.
insert into refusals (letter, person, reason, at) values (%(letter)s, %(person)s, %(reason)s, %(at)s);

-- name: next_letter
-- The end of the quiet; or the earliest moment after `at` at which a postponed head may be tried again, or somebody who
-- has a letter waiting need not wait any more.
select coalesce(
    (select until from quiet where since <= %(at)s and %(at)s < until),
    least(
        (select min(until) from outbox where head and until > %(at)s and not bulk),
        (select min(until) from outbox where head and until > %(at)s and bulk),
        (
            select min(paces.full_at - case when paces.person > 0 then %(slack)s else %(room_slack)s end)
            from paces
            where
                paces.full_at - case when paces.person > 0 then %(slack)s else %(room_slack)s end > %(at)s
                and exists (select 1 from outbox where outbox.person = paces.person and head and carrier is null)
        )
    )
);

-- name: keep_quiet
-- Remember that nothing may leave for a while; a longer wait that has begun goes on.
insert into quiet (id, since, until) values (1, %(since)s, %(until)s)
on conflict (id) do update
set
    since = excluded.since,
    until = case
        when quiet.since <= excluded.since and excluded.since < quiet.until then greatest(quiet.until, excluded.until)
        else excluded.until
    end;

-- name: quiet
-- Since when and until when nothing may leave.
select since, until from quiet;

-- name: free_letters
-- Put back what carriers had in hand who are no longer alive; it was perhaps delivered.
update outbox set carrier = null, uncertain = true
where carrier is not null
and carrier not in (
    select objid::integer from pg_locks
    where locktype = 'advisory' and classid = %(space)s and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())
);

-- name: free_timers
-- Put back what ringers had in hand who are no longer alive.
update timers set ringer = null
where ringer is not null
and ringer not in (
    select objid::integer from pg_locks
    where locktype = 'advisory' and classid = %(space)s and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())
);

-- --- boards ----------------------------------------------------------------------------------------

-- name: load_board
-- The message that carries a person's keyboard.
select message, keyboard from boards where person = %(person)s;

-- --- timers ----------------------------------------------------------------------------------------

-- name: drop_timers
-- Drop every bell of these people.
delete from timers where person = any(%(people)b);

-- name: standing
-- Those of the bells that are still to ring: these very ones, and none that were set anew.
select timers.person, timers.bell, timers.turn, timers.due
from timers
join unnest(%(people)b::bigint[], %(bells)b::text[], %(turns)b::bigint[], %(dues)b::bigint[])
as asked (person, bell, turn, due)
on
    timers.person = asked.person and timers.bell = asked.bell
    and timers.turn = asked.turn and timers.due = asked.due;

-- name: due
-- Take bells due at a moment into this ringer's hand, earliest first; those too far ahead were set before the clock was
-- set back.
with
ringing as (
    select person, bell from timers
    where (due <= %(at)s or due > %(far)s) and (ringer is null or ringer = %(me)s) and person <> all(%(busy)b)
    order by due
    limit %(limit)s
    for update skip locked
)
update timers set ringer = %(me)s from ringing
where timers.person = ringing.person and timers.bell = ringing.bell
returning timers.person, timers.bell, timers.turn, timers.due;

-- name: next_due
-- The earliest moment at which a bell is due that nobody else has in hand, or reminders have to be looked at.
select least((select min(due) from timers where ringer is null or ringer = %(me)s), (select min(wake) from people where wake is not null));

-- --- records ---------------------------------------------------------------------------------------

-- name: forget_records
-- Forget what people did before a day; days are written so that they sort.
delete from records using unnest(%(people)b::bigint[], %(days)b::text[]) as old (person, day)
where records.person = old.person and records.body::json ->> 'on' < old.day collate "C";

-- name: keep_records
-- Keep what people have done, in this order.
insert into records (person, version, body)
select new.person, new.version, new.body
from unnest(%(people)b::bigint[], %(versions)b::integer[], %(bodies)b::text[])
with ordinality as new (person, version, body, place)
order by new.place;

-- name: records
-- Everything kept on what a person has done, oldest first.
select version, body from records where person = %(person)s order by id;

-- --- update ids ------------------------------------------------------------------------------------

-- name: letters_of
-- What a person is still to be told, oldest first.
select version, body from outbox where person = %(person)s order by id;

-- name: timers_of
-- The bells of a person.
select bell, turn, due from timers where person = %(person)s order by due;

-- name: refusals_of
-- Which letters to a person were refused, and why.
select at, reason from refusals where person = %(person)s order by at;

-- name: were_seen
-- Those of the ids that were handled already.
select id from seen where id = any(%(updates)b);

-- name: set_aside
-- Remember that an update could not be read, and why.
insert into unread (id, reason, at) values (%(update)s, %(reason)s, %(at)s)
on conflict (id) do update set reason = excluded.reason, at = excluded.at;

-- name: sweep_seen
-- Forget some update ids that are old enough.
delete from seen where id in (select id from seen where at < %(before)s limit %(limit)s);

-- name: sweep_unread
-- Forget some reasons of updates that could not be read.
delete from unread where id in (select id from unread where at < %(before)s limit %(limit)s);

-- name: sweep_refusals
-- Forget some reasons of letters that were refused.
delete from refusals where letter in (select letter from refusals where at < %(before)s limit %(limit)s);
