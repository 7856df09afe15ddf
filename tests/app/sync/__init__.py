"""The ward's server and its counters."""
