-- How urgent a letter is: 0 ordinary, 1 to somebody who is guided, 2 in answer to a stop, a pain or a danger.
update outbox set urgent = 2 where urgent = 1;
