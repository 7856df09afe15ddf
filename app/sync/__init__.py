"""The ward's server, as a counter sees it: sealed entries in, other counters' entries out. Never needed for a save."""
