"""What the reading child may use: memory and processor time, set by the child on itself before it opens anything."""

import sys

MEMORY = 260 << 20  # bytes of address space beyond nothing; a bare child takes 15 MB
MEMORY_PER_BYTE = 16  # a .xlsx of 100,000 × 25 cells (24 MB) takes 320 MB
MEMORY_MOST = 1_500 << 20
SECONDS = 4
BYTES_PER_SECOND = 1 << 20  # 24 MB take 5 s on a quick machine


def memory_for(size: int) -> int:
    """Bytes that reading a file of `size` bytes may take."""
    return min(MEMORY + MEMORY_PER_BYTE * size, MEMORY_MOST)


def seconds_for(size: int) -> int:
    """Seconds that opening a file of `size` bytes, or one of its sheets, may take."""
    return SECONDS + size // BYTES_PER_SECOND


def confine(size: int) -> None:
    """Limit this very process for reading a file of `size` bytes."""
    if sys.platform == "win32":
        _confine_by_job(memory_for(size))
    else:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory_for(size), resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if sys.platform == "win32":
    import ctypes

    def _confine_by_job(memory: int) -> None:
        """A job object with a memory limit; no dialog when the process dies of it."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.SetErrorMode(0x0001 | 0x0002)
        # JOBOBJECT_EXTENDED_LIMIT_INFORMATION, 64-bit: 144 bytes, LimitFlags at 16, ProcessMemoryLimit at 112.
        flags = (0x0100 | 0x0400 | 0x2000).to_bytes(4, "little")
        facts = bytes(16) + flags + bytes(92) + memory.to_bytes(8, "little") + bytes(24)
        information = ctypes.create_string_buffer(facts, len(facts))
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, 9, information, len(facts))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
