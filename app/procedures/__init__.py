"""The law as data: which procedures a case calls for, by when, where, and why."""
