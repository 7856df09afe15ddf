"""The keys of this counter's data, none of which is ever stored readable beside what it opens (facts C-15…C-17)."""
