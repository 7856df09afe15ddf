"""The job object in which Windows holds this process to its limits (winnt.h). Only `limits` calls it.

Not tried on Windows yet: what can be looked at elsewhere is that the records are laid out as Windows has them.
"""

from __future__ import annotations

import ctypes
import sys

MEMORY, CPU_TIME, ALONE, DIES_QUIETLY = 0x100, 0x2, 0x8, 0x400
"""JOB_OBJECT_LIMIT_PROCESS_MEMORY, _PROCESS_TIME, _ACTIVE_PROCESS, _DIE_ON_UNHANDLED_EXCEPTION."""
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_TICKS = 10_000_000  # of 100 ns a second


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t), ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32), ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits), ("transfers", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("most_process_memory", ctypes.c_size_t), ("most_job_memory", ctypes.c_size_t),
    )  # fmt: skip


def limits_of(memory: int, cpu_s: int) -> ExtendedLimits:
    """Bytes of memory and seconds of processor time; no process beside this one; no dialog when it dies."""
    made = ExtendedLimits()
    made.basic.flags = MEMORY | CPU_TIME | ALONE | DIES_QUIETLY
    made.basic.process_time = cpu_s * _TICKS
    made.basic.processes = 1
    made.process_memory = memory
    return made


if sys.platform == "win32":

    def hold(memory: int, cpu_s: int) -> None:
        """Put this process into a job of its own, for good; OSError where Windows refuses: then nothing is opened."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job, limits = ctypes.c_void_p(kernel.CreateJobObjectW(None, None)), limits_of(memory, cpu_s)
        this = ctypes.c_void_p(kernel.GetCurrentProcess())
        size = ctypes.sizeof(limits)
        if not (
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
            and kernel.AssignProcessToJobObject(job, this)
        ):
            raise ctypes.WinError(ctypes.get_last_error())
