-- How urgent a letter is: 0 to a stranger, 1 to somebody known, 2 in answer to a stop, a pain or a danger.
update outbox set urgent = 2 where urgent = 1;
