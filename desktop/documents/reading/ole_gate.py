"""Looking into an .xls (OLE2) before anything parses it: passwords, macros, the 1904 calendar."""

import struct
from collections.abc import Iterator
from pathlib import Path

from desktop.documents.reading.reasons import Reason, Unreadable

_END = 0xFFFFFFFC  # this and above are not sectors
_ENCRYPTED_PACKAGE = "encryptedpackage"
_BOF, _FILEPASS, _DATEMODE, _EOF, _BOUNDSHEET = 0x0809, 0x2F, 0x22, 0x0A, 0x85


def inspect(path: Path) -> bool:
    """Raise Unreadable for a password, macros or a document without a workbook; return whether dates count from 1904.

    What this small reader does not follow is left to the parser, which says "damaged" better than we could.
    """
    return inspect_bytes(path.read_bytes())


def inspect_bytes(data: bytes) -> bool:
    """As `inspect`, of a file that is in memory."""
    container = _Container(data)
    try:
        entries = dict(container.entries())
    except (struct.error, IndexError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    if _ENCRYPTED_PACKAGE in entries:
        raise Unreadable(Reason.ENCRYPTED)
    if "worddocument" in entries:
        raise Unreadable(Reason.WORD)
    if "_vba_project_cur" in entries:
        raise Unreadable(Reason.MACROS)
    stream = entries.get("workbook") or entries.get("book")
    if stream is None:
        raise Unreadable(Reason.DAMAGED if len(entries) < 2 else Reason.NOT_A_TABLE)
    return _globals_from_1904(container.stream(*stream))


def _globals_from_1904(stream: bytes) -> bool:
    """Walk the workbook's global records up to their end."""
    at, from_1904 = 0, False
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        match kind:
            case 0x2F:  # FILEPASS
                raise Unreadable(Reason.ENCRYPTED)
            case 0x22 if size >= 2:  # DATEMODE
                from_1904 = body[:2] == b"\1\0"
            case 0x0A:  # EOF
                break
        at += 4 + size
    return from_1904


class _Container:
    """As much of a compound file as it takes to list its directory and read one stream."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            shift, mini_shift = struct.unpack_from("<HH", data, 30)
            (self._directory, self._cutoff, self._mini_fat) = (
                struct.unpack_from("<I", data, 48)[0],
                struct.unpack_from("<I", data, 56)[0],
                struct.unpack_from("<I", data, 60)[0],
            )
        except struct.error as error:
            raise Unreadable(Reason.DAMAGED) from error
        if shift not in (9, 12) or mini_shift != 6:
            raise Unreadable(Reason.DAMAGED)
        self._size = 1 << shift
        self._fat = self._read_fat()
        self._mini = b""

    def entries(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Names in lower case with first sector and size."""
        directory = self._chain(self._directory)
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            if kind == 5:  # the root's stream holds the small streams
                self._mini = self._chain(start)
            if kind in (1, 2, 5):
                name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield name.lower(), (start, size)

    def stream(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._chain(start)[:size]
        small = self._chain(self._mini_fat)
        table = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
        found, seen = bytearray(), set[int]()
        while start < len(table) and start not in seen and len(found) < size:
            seen.add(start)
            found += self._mini[start * 64 : start * 64 + 64]
            start = table[start]
        return bytes(found[:size])

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _read_fat(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._data.ljust(512, b"\0"), 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen = set[int]()
        while following < _END and following not in seen and (block := self._sector(following)):
            seen.add(following)
            numbers = struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
            sectors += numbers[:-1]
            following = numbers[-1]
        table = b"".join(self._sector(number) for number in sectors if number < _END)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _chain(self, number: int) -> bytes:
        found, seen = [], set[int]()
        while number < len(self._fat) and number not in seen:
            seen.add(number)
            found.append(self._sector(number))
            number = self._fat[number]
        return b"".join(found)
