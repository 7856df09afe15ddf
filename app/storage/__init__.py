"""Records: an encrypted SQLite file at each counter, with an outbox row in the same transaction as every save."""
