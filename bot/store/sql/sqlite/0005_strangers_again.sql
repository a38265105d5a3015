-- Letters to strangers that are tried again have a share, too: they are found without reading all that are.
create index outbox_strangers on outbox (bulk, until, person) where head = 1 and until is not null and urgent = 0;
