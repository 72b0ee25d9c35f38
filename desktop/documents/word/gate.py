"""Looking through a .docx before anything parses it: whole, small, with nothing in it that could run or call out."""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from desktop.domain.errors import Refused

FILE_MOST = 20 << 20  # bytes; a text of fifty pages with photos stays under
PARTS_MOST = 1_000
PART_MOST = 64 << 20  # bytes inflated
ALL_MOST = 160 << 20
XML_MOST = 24 << 20  # of one XML part; a thousand pages take less
_STEP = 1 << 20

_ACTIVE = re.compile(r"(vbaproject|vbadata|activex/|embeddings/|oleobject|attachedtoolbars|afchunk)", re.IGNORECASE)
_OUTSIDE = re.compile(rb"<[^<>]*Relationship\b[^<>]*>")
_HYPERLINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_CALLS = re.compile(
    rb"<w:altChunk\b|\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|LINK|MACROBUTTON)\s[^<]*</w:instrText>"
    rb"""|w:instr\s*=\s*["']\s*(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|LINK|MACROBUTTON)\b""",
    re.IGNORECASE,
)


def check_word(data: bytes, called: str) -> None:
    """Refuse, in one sentence about the file `called` so, what is no plain Word document of a reasonable size."""
    if len(data) > FILE_MOST:
        raise Refused(f"“{called}”超过{FILE_MOST >> 20}MB,请删去其中的大图后再试。")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(f"“{called}”是旧格式或加了密码,请在Word或WPS里另存为不带密码的.docx。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check(package, called)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError, OSError, zlib.error) as error:
        raise Refused(f"“{called}”不是Word文档或已损坏,请选择.docx文件。") from error


def _check(package: zipfile.ZipFile, called: str) -> None:
    infos = package.infolist()
    names = [info.filename for info in infos]
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise Refused(f"“{called}”不是Word文档,请选择.docx文件。")
    if len(names) > PARTS_MOST or len({name.lower() for name in names}) != len(names) or any(map(_leaves, names)):
        raise Refused(f"“{called}”内部结构不正常,请在Word或WPS里新建文档,把文字粘贴过去再试。")
    if any(_ACTIVE.search(name) for name in names):
        raise Refused(f"“{called}”里有宏、控件或嵌入的文件,请去掉后另存为.docx。")
    inflated = 0
    for info in infos:
        inflated += _look(package, info, called)
        if inflated > ALL_MOST:
            raise _too_large(called)


def _look(package: zipfile.ZipFile, info: zipfile.ZipInfo, called: str) -> int:
    """Inflate one part a megabyte at a time; its size in bytes."""
    is_xml = info.filename.lower().endswith((".xml", ".rels"))
    size, kept = 0, bytearray()
    with package.open(info) as part:
        while block := part.read(_STEP):
            size += len(block)
            if size > (XML_MOST if is_xml else PART_MOST):
                raise _too_large(called)
            if is_xml:
                kept += block
    if is_xml:
        _check_xml(bytes(kept), info.filename, called)
    return size


def _check_xml(xml: bytes, name: str, called: str) -> None:
    odd = xml[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")  # another encoding would hide what is looked for here
    if odd or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Refused(f"“{called}”内部结构不正常,请在Word或WPS里新建文档,把文字粘贴过去再试。")
    relations = _OUTSIDE.findall(xml) if name.endswith(".rels") else ()
    if any(_EXTERNAL.search(one) and not _HYPERLINK.search(one) for one in relations) or _CALLS.search(xml):
        raise Refused(f"“{called}”会从别处取内容(链接的图片、模板或域),请断开链接后再试。")


def _leaves(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _too_large(called: str) -> Refused:
    return Refused(f"“{called}”解压后过大,不像正常的文档,没有打开。")
