"""Putting the program onto a machine: never part of the installed program."""
