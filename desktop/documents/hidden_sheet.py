"""What a report carries along unseen: parts of JSON on very hidden sheets, each with its digest, signed together.

Column A of the first sheet: the mark, a line for who unhides it, the manifest, its signature, then the chunks of the
report; further parts stand on sheets of their own below a mark and a line. Every part is deflated and in base64: a
cell then holds plain letters only, which no program changes when it saves the workbook anew.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.domain.errors import Refused

FORMAT: Final = 1
CHUNK: Final = 30_000  # characters a cell; a spreadsheet's cell ends at 32,767
MOST: Final = 64 << 20  # bytes of a part; a year of a large office is about 8 MB
MARK: Final = "邻里办报送数据"
REPORT: Final = "report"
ORDERS: Final = "orders"
SHEETS: Final = {REPORT: "邻里办数据", ORDERS: "邻里办工单"}
_NOTE: Final = "本表由程序生成,供镇级汇总核对,请不要修改、删除;里面没有姓名、电话和门牌。"
_CONTEXT: Final = b"linliban report 1\n"  # a signature of ours cannot be taken for one of anything else

REFUSED_NO_DATA: Final = (
    "这是普通工作簿,或由较旧的版本导出,没有可以汇总的报送数据;请对方在“统计上报”里重新导出“月度汇总”再报。"
)
_NEWER: Final = "这份工作簿由较新的版本导出,请先升级本程序再汇总。"
_BROKEN: Final = "报送数据不完整或被改动过,签名不符;请对方重新导出“月度汇总”再报。"


@dataclass(frozen=True, slots=True)
class HiddenSheet:
    """A sheet nobody sees: its name and the texts of its column A."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """Parts whose signature fits: their JSON by name, the public key (hex) and the digest of the whole."""

    parts: Mapping[str, Any]
    public_key: str
    digest: str


def canonical(found: Any) -> bytes:
    """JSON that is always written the same way."""
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def hidden_sheets(parts: Mapping[str, Any], key: str, sign: Callable[[bytes], str]) -> list[HiddenSheet]:
    """The sheets for these parts (`REPORT` and perhaps `ORDERS`); `key` is the public one, `sign` gives hex."""
    texts, told = {}, {}
    for name, found in parts.items():
        plain = canonical(found)
        packed = base64.b64encode(zlib.compress(plain, 9)).decode()
        texts[name] = [packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK)]
        told[name] = {
            "sha256": hashlib.sha256(plain).hexdigest(),
            "size": len(plain),
            "chunks": len(texts[name]),
            "sheet": SHEETS[name],
        }
    manifest = canonical({"format": FORMAT, "key": key, "parts": told})
    signed = (manifest.decode(), sign(_CONTEXT + manifest))
    return [
        HiddenSheet(SHEETS[name], (MARK, _NOTE, *(signed if name == REPORT else ()), *chunks))
        for name, chunks in texts.items()
    ]


def open_hidden(columns: Mapping[str, Sequence[str]], is_signed: Callable[[str, bytes, str], bool]) -> Opened:
    """Read the column A of the hidden sheets, by sheet name; `is_signed(key, message, signature)` judges.

    Raises Refused where there is nothing of ours, the signature does not fit, or a chunk is missing or changed.
    """
    first = columns.get(SHEETS[REPORT], ())
    if len(first) < 5 or first[0] != MARK:
        raise Refused(REFUSED_NO_DATA)
    manifest = first[2].encode()
    try:
        told = json.loads(manifest)
        newer = int(told["format"]) > FORMAT
        key, parts = str(told["key"]), dict(told["parts"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(_BROKEN) from error
    if newer:
        raise Refused(_NEWER)
    if REPORT not in parts or not set(parts) <= set(SHEETS) or not is_signed(key, _CONTEXT + manifest, first[3]):
        raise Refused(_BROKEN)
    found = {name: _part(name, facts, columns) for name, facts in parts.items()}
    return Opened(found, key, hashlib.sha256(manifest).hexdigest())


def _part(name: str, facts: Mapping[str, Any], columns: Mapping[str, Sequence[str]]) -> Any:
    """The JSON of a part; its digest is in the signed manifest, so that nothing can be cut, changed or moved."""
    cells = columns.get(SHEETS[name], ())[4 if name == REPORT else 2 :]
    try:
        size = int(facts["size"])
        if size > MOST or len(cells) != int(facts["chunks"]):
            raise Refused(_BROKEN)
        inflater = zlib.decompressobj()
        plain = inflater.decompress(base64.b64decode("".join(cells), validate=True), size + 1)
        if len(plain) != size or hashlib.sha256(plain).hexdigest() != facts["sha256"]:
            raise Refused(_BROKEN)
        return json.loads(plain)
    except (ValueError, KeyError, TypeError, RecursionError, zlib.error) as error:
        raise Refused(_BROKEN) from error
