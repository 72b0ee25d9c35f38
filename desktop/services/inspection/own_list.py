"""Reading a checklist from our own export, perhaps changed by hand."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from desktop.domain.errors import Refused
from desktop.domain.indicators import Rounding
from desktop.domain.inspection.checklist import BANDS, Checklist, Item, Rules, Section, Severity, Way
from desktop.domain.wording.cleaning import Cell
from desktop.domain.words import Labelled
from desktop.forms.checklists import bands_of, tiers_of
from desktop.services.inspection import list_table as names
from desktop.services.inspection.list_rows import Found, ListRow, Note, points, sections, term, words

SETTINGS = names.SETTINGS
_NEEDED = {names.CODE, names.TEXT, names.POINTS, names.WAY, names.AMOUNT}
_LOOKED_AT = 10  # rows in which the headings may stand
_TRUE, _FALSE = ("是", "√", "1", "y", "yes"), ("", "否", "×", "0", "n", "no")


def read(rows: Sequence[Sequence[Cell]], settings: Sequence[Sequence[Cell]]) -> Found | None:
    """The list in such rows; None where they are not our own export."""
    heading = next((at for at, cells in enumerate(rows[:_LOOKED_AT]) if set(cells) >= _NEEDED), None)
    if heading is None:
        return None
    places = {str(cell).strip(): at for at, cell in enumerate(rows[heading]) if cell}
    found: list[ListRow] = []
    notes: list[Note] = []
    section, codes = "", dict[str, str]()
    for number, cells in enumerate(rows[heading + 1 :], heading + 2):
        said = {name: words(cells, at) for name, at in places.items()}
        if not said[names.CODE] and not said[names.TEXT]:
            continue
        if not said[names.WAY] and not said[names.POINTS]:
            continue  # a line of notes below the list
        section = said.get(names.SECTION, "") or section or "检查内容"
        codes[section] = said.get(names.SECTION_CODE, "") or codes.get(section, "")
        reader = _Reader(number, said)
        found.append(ListRow(number, section, reader.item()))
        notes += reader.notes
    known = {words(cells, 0): words(cells, 1) for cells in settings}
    whole = _Reader(0, known)
    content = whole.whole(sections(found, codes))
    return Found(content, tuple(found), (*notes, *whole.notes))


class _Reader:
    """Reads the words of one row, noting what it cannot read."""

    def __init__(self, number: int, said: dict[str, str]) -> None:
        self._number, self._said = number, said
        self.notes: list[Note] = []

    def item(self) -> Item:
        """The item in this row, as far as it can be read."""
        said = self._said
        way = self._member(Way, names.WAY, Way.NUMBER)
        category = said.get(names.CATEGORY, "").split(" ")[0]
        rectify = term(said.get(names.TERM, ""))
        if said.get(names.TERM) and rectify is None:
            self._note(f"整改期限“{said[names.TERM]}”看不懂,请写成“24小时”或“7个工作日”。")
        return Item(
            code=said[names.CODE],
            text=said[names.TEXT],
            points=self._points(names.POINTS) or Fraction(0),
            way=way,
            amount=self._points(names.AMOUNT) or Fraction(0),
            most=self._points(names.MOST),
            tiers=self._tried(tiers_of, names.TIERS, ()),
            evidence=said.get(names.EVIDENCE, ""),
            severity=self._member(Severity, names.SEVERITY, Severity.GENERAL),
            rectify=rectify,
            category=category or None,
            veto=self._yes(names.VETO, False),
            may_not_apply=self._yes(names.MAY_NOT_APPLY, True),
            basis=said.get(names.BASIS, ""),
        )

    def whole(self, parts: tuple[Section, ...]) -> Checklist:
        """The list with these parts and what the sheet of settings says."""
        said = self._said
        decimals = said.get(names.DECIMALS, "")
        return Checklist(
            code="",
            name=said.get(names.NAME, ""),
            sections=parts,
            purpose=said.get(names.PURPOSE, ""),
            cycle=said.get(names.CYCLE, ""),
            rules=Rules(
                self._yes(names.LEAVE_OUT, True),
                self._yes(names.VETO_FAILS, True),
                int(decimals) if decimals in ("0", "1", "2") else 1,
                self._member(Rounding, names.ROUNDING, Rounding.HALF_UP),
            ),
            bands=self._tried(bands_of, names.BANDS, BANDS),
        )

    def _points(self, name: str) -> Fraction | None:
        text = self._said.get(name, "")
        value = points(text)
        if text and value is None:
            self._note(f"{name}“{text}”不是数字,请改成数字。")
        return value

    def _member(self, kind: type[Labelled], name: str, otherwise: Any) -> Any:
        text = self._said.get(name, "")
        found = next((member for member in kind if text in (member.label, member.value)), None)
        if text and found is None:
            self._note(f"{name}“{text}”看不懂,请从{'、'.join(member.label for member in kind)}里选一个。")
        return found or otherwise

    def _yes(self, name: str, otherwise: bool) -> bool:
        text = self._said.get(name)
        if text is None or (not text and otherwise):
            return otherwise
        if text.lower() not in (*_TRUE, *_FALSE):
            self._note(f"{name}“{text}”看不懂,请写“是”或“否”。")
        return text.lower() in _TRUE

    def _tried(self, read_text: Any, name: str, otherwise: Any) -> Any:
        text = self._said.get(name, "")
        try:
            return read_text(text) if text else otherwise
        except Refused as refusal:
            self._note(str(refusal))
            return otherwise

    def _note(self, sentence: str) -> None:
        self.notes.append(Note(self._number, sentence))
