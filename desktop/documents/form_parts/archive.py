"""The package of a workbook: parts are read from it, and it is written again with some of them replaced.

Parts that stay keep their place, their time stamp and their very compressed bytes.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy

from desktop.documents.reading.reasons import Reason
from desktop.domain.errors import Refused

_HEADER = 30  # bytes of a local header before name and extra field
_SIZES_LATER = 0x08  # flag: sizes stand behind the data


class Archive:
    """A package that passed the gate; names are found whatever their case and slashes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._package = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {_key(info.filename): info for info in self._package.infolist()}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    @property
    def names(self) -> list[str]:
        """All parts in their order."""
        return [info.filename for info in self._package.infolist()]

    def size(self, name: str) -> int:
        """Bytes of a part when inflated; KeyError where there is none."""
        return self._entries[_key(name)].file_size

    def read(self, name: str) -> bytes:
        """The inflated bytes of a part; raise Refused where it is missing or damaged."""
        try:
            return self._package.read(self._entries[_key(name)])
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise Refused(Reason.DAMAGED.value) from error

    def written(self, changes: Mapping[str, bytes | None]) -> bytes:
        """The package again with parts replaced, or (None) left out; the others byte for byte as they are."""
        wanted = {_key(name): part for name, part in changes.items()}
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w") as package:
            package.comment = self._package.comment
            for info in self._package.infolist():
                key = _key(info.filename)
                if key not in wanted:
                    self._copy(package, memory, info)
                elif (part := wanted[key]) is not None:
                    package.writestr(_like(info), part)
        return memory.getvalue()

    def _copy(self, package: zipfile.ZipFile, memory: io.BytesIO, info: zipfile.ZipInfo) -> None:
        """An entry with its compressed bytes; what stood behind them (sizes) moves into the header."""
        at = info.header_offset
        lengths = self.data[at + 26 : at + _HEADER]
        start = at + _HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        entry = copy(info)
        entry.flag_bits &= ~_SIZES_LATER
        entry.header_offset = memory.tell()
        memory.write(entry.FileHeader())
        memory.write(self.data[start : start + info.compress_size])
        package.filelist.append(entry)
        package.NameToInfo[entry.filename] = entry
        package.start_dir = memory.tell()


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry of a replaced part: name, time and attributes of the old one, deflated."""
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system, entry.comment = info.external_attr, info.create_system, info.comment
    return entry


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
