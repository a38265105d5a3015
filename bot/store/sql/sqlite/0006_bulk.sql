-- Whether there is any bulk at all is asked before it is looked for: mostly there is none for hours.
create index outbox_bulk on outbox (bulk) where bulk = 1;
