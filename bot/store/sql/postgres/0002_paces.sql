-- To whom something was said in the last seconds, by whatever process: the moment their bucket, which holds a burst, is
-- full again. Not logged: it is over in seconds, and a crash of the database may forget it.
create unlogged table paces (
    person bigint primary key,
    full_at bigint not null
);
