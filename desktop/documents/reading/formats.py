"""What a file really is, told by its first bytes and never by its name."""

from enum import Enum, auto

from desktop.documents.reading.reasons import Reason, Unreadable

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_UNREADABLE = (
    (b"%PDF", Reason.NOT_A_TABLE),
    (b"\x89PNG", Reason.NOT_A_TABLE),
    (b"\xff\xd8\xff", Reason.NOT_A_TABLE),
    (b"GIF8", Reason.NOT_A_TABLE),
    (b"{\\rtf", Reason.WORD),
    (b"MIME-Version", Reason.WEB_PAGE),
    (b"\x1f\x8b", Reason.ARCHIVE),
    (b"7z\xbc\xaf", Reason.ARCHIVE),
    (b"Rar!", Reason.ARCHIVE),
    (b"BZh", Reason.ARCHIVE),
    (b"\xfd7zXZ", Reason.ARCHIVE),
    (b"PK\x05\x06", Reason.ARCHIVE),
    (b"PK\x07\x08", Reason.ARCHIVE),
    (b"ID;P", Reason.OTHER_SHEET),
    (b"\x09\x00\x04\x00", Reason.OLD_EXCEL),
    (b"\x09\x02\x06\x00", Reason.OLD_EXCEL),
    (b"\x09\x04\x06\x00", Reason.OLD_EXCEL),
    (b"\x09\x08", Reason.OLD_EXCEL),
)
_WEB = ("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div", "<script")


class Format(Enum):
    """The three kinds of file that are read."""

    XLSX = auto()
    XLS = auto()
    TEXT = auto()


def format_of(head: bytes) -> Format:
    """Tell the format from the first kilobytes of a file; raise Unreadable where it is none of ours."""
    if not head:
        raise Unreadable(Reason.EMPTY)
    if head.startswith(OLE_MAGIC):
        return Format.XLS
    if head.startswith(b"PK\x03\x04"):
        return Format.XLSX
    for magic, reason in _UNREADABLE:
        if head.startswith(magic):
            raise Unreadable(reason)
    # Marks are ASCII in every encoding once the zero bytes of UTF-16 and UTF-32 are gone.
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower().decode("latin-1")
    if start.startswith(("<?xml", "<!doctype")) and "<html" not in start:
        raise Unreadable(Reason.XML)
    if start.startswith((*_WEB, "<?xml", "<!--")):
        raise Unreadable(Reason.WEB_PAGE)
    return Format.TEXT
