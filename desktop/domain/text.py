"""Normalising text once, where it enters the program."""

import re
import unicodedata

LONGEST = 10_000  # characters; QLineEdit and xlsx cut silently at 32,767

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")


def normalise(text: str) -> str:
    """Return `text` in NFC without control characters (but newline and tab), lone surrogates or non-characters.

    Length is not changed otherwise; a form's check tells the user when it is over `LONGEST`.
    """
    # NFC last: what a forbidden character kept apart may compose once it is gone
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text)))
