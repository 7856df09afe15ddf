"""The reliability bench: kills, power cuts, full disks, damages, clocks; counted, repeatable by a seed.

`python -m tests.faults` runs all of it at a release's length and prints a table; the tests run each a little.
"""
