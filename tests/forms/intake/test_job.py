"""The job object's records are laid out as Windows has them on 64 bits, and say what is asked for."""

import ctypes

from forms.intake.job import ALONE, CPU_TIME, DIES_QUIETLY, MEMORY, BasicLimits, ExtendedLimits, limits_of


def test_the_records_have_the_sizes_and_places_of_windows() -> None:
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert (BasicLimits.flags.offset, BasicLimits.processes.offset) == (16, 40)
    assert ExtendedLimits.process_memory.offset == 112


def test_memory_time_and_company_are_limited() -> None:
    made = limits_of(512 << 20, 10)
    assert made.basic.flags == MEMORY | CPU_TIME | ALONE | DIES_QUIETLY == 0x50A
    assert made.process_memory == 512 << 20
    assert made.basic.process_time == 100_000_000
    assert made.basic.processes == 1
