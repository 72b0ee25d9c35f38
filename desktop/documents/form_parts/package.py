"""Opening a town's form: the gate against hostile files, its sheets, and the parts that belong together."""

import io
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from desktop.documents.form_parts.archive import Archive
from desktop.documents.form_parts.xml_parts import Node, attribute, child, children, local, parsed, related, true
from desktop.documents.reading import ole_gate, zip_gate
from desktop.documents.reading.formats import Format, format_of
from desktop.documents.reading.reasons import Reason, Unreadable
from desktop.domain.errors import Refused

SIZE_MOST: Final = 16 << 20  # bytes of the file
XML_MOST: Final = 24 << 20  # bytes of all parts that are XML, inflated; a form has some hundred thousand
SHEET_MOST: Final = 10 << 20  # bytes of one of them: a tree takes twelve times as much
TOO_LARGE: Final = "这个工作簿太大,不像一张要填的表,请只留下要填的工作表,另存为.xlsx后再打开。"
FOLDER: Final = "这是一个文件夹,请选择里面的.xlsx文件。"
_NOT_A_FORM: Final = "这个文件不是工作簿,表样请选择.xlsx或.xls文件。"
_OLD: Final = "这是旧格式的.xls,请先转换成.xlsx(会说明转换时丢失什么)。"
_CHART_ONLY: Final = "这个工作簿里没有可以填的工作表,请检查是否选对了文件。"


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A worksheet; `index` is its place among all sheets (chart sheets too), as defined names count them."""

    name: str
    hidden: bool
    part: str
    index: int


class Relation(NamedTuple):
    """From a part to another: `kind` is the end of its type ("worksheet"), `target` a part's name or an address."""

    id: str
    kind: str
    target: str
    external: bool


class FormPackage:
    """An opened form; it is never changed. `open_form` makes it."""

    sheets: tuple[SheetInfo, ...]
    from_1904: bool
    workbook: str

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._relations: dict[str, list[Relation]] = {}
        self.workbook = self._workbook()
        book = self.tree(self.workbook)
        properties = child(book, "workbookPr")
        self.from_1904 = properties is not None and true(properties.get("date1904"))
        self.sheets = tuple(self._sheets(book))
        if not self.sheets:
            raise Refused(_CHART_ONLY)

    @property
    def data(self) -> bytes:
        """The file as it was."""
        return self.archive.data

    def sheet(self, name: str) -> SheetInfo:
        """The sheet of that name; raise Refused where the form has none."""
        for info in self.sheets:
            if info.name == name:
                return info
        raise Refused(f"表样里没有名为“{name}”的工作表,请检查表样是否换过。")

    def tree(self, part: str) -> Node:
        """The root of a part, parsed anew; raise Refused where it is missing or damaged."""
        return parsed(self.archive.read(part))

    def relations(self, part: str) -> list[Relation]:
        """Where a part leads to."""
        if part not in self._relations:
            name = relations_part(part)
            nodes = self.tree(name) if name in self.archive else ()
            self._relations[part] = [_relation(part, node) for node in nodes if local(node) == "Relationship"]
        return self._relations[part]

    def leads_to(self, part: str, kind: str) -> list[str]:
        """The parts inside the package that `part` leads to by relations of a kind, those that exist."""
        return [
            relation.target
            for relation in self.relations(part)
            if relation.kind == kind and not relation.external and relation.target in self.archive
        ]

    def _workbook(self) -> str:
        found = self.leads_to("", "officeDocument")
        if not found:
            raise Refused(Reason.DAMAGED.value)
        return found[0]

    def _sheets(self, book: Node) -> list[SheetInfo]:
        targets = {relation.id: relation for relation in self.relations(self.workbook)}
        found = []
        for index, node in enumerate(children(child(book, "sheets"), "sheet")):
            relation = targets.get(related(node) or "")
            if relation is None or relation.kind != "worksheet":
                continue
            if relation.target not in self.archive:
                raise Refused(Reason.DAMAGED.value)
            hidden = (node.get("state") or "visible") != "visible"
            found.append(SheetInfo(node.get("name") or "", hidden, relation.target, index))
        return found


def open_form(source: Path | bytes) -> FormPackage:
    """Open an .xlsx; raise Refused with one sentence.

    Refused are: files with a password, with macros or ActiveX (.xlsm), .xls (see `converting`), what is no workbook,
    what is damaged, what is larger than `SIZE_MOST` or inflates beyond `XML_MOST`, and everything that the gate of
    imported spreadsheets refuses. Links to other workbooks are kept as they are.
    """
    try:
        return FormPackage(_checked(source if isinstance(source, bytes) else _read(source)))
    except Unreadable as ending:
        raise Refused(ending.reason.value) from ending


def is_xls(source: Path | bytes) -> bool:
    """Whether the file is an old .xls, told by its first bytes; False for what cannot be opened at all."""
    try:
        head = source if isinstance(source, bytes) else _read(source)
        return format_of(head[:4096]) is Format.XLS
    except (Unreadable, Refused):
        return False


def relations_part(part: str) -> str:
    """The part that holds a part's relations; of "" those of the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise Refused(FOLDER)
    try:
        if path.stat().st_size > SIZE_MOST:
            raise Refused(TOO_LARGE)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(Reason.MISSING) from error
    except OSError as error:
        raise Unreadable(Reason.LOCKED) from error


def _checked(data: bytes) -> Archive:
    if len(data) > SIZE_MOST:
        raise Refused(TOO_LARGE)
    match format_of(data[:4096]):
        case Format.TEXT:
            raise Refused(_NOT_A_FORM)
        case Format.XLS:
            _check_xls(data)
        case Format.XLSX:
            zip_gate.inspect_open(io.BytesIO(data), lambda _done, _total: None)
    archive = Archive(data)
    sizes = [archive.size(name) for name in archive.names if name.lower().endswith((".xml", ".rels", ".vml"))]
    if sum(sizes) > XML_MOST or max(sizes) > SHEET_MOST:
        raise Refused(TOO_LARGE)
    return archive


def _check_xls(data: bytes) -> None:
    """A password, macros or a document without a workbook come first; what is left can be converted."""
    ole_gate.inspect_bytes(data)
    raise Refused(_OLD)


def _relation(part: str, node: Node) -> Relation:
    target, external = attribute(node, "Target") or "", attribute(node, "TargetMode") == "External"
    if not external:
        target = unquote(target).replace("\\", "/")
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    kind = (attribute(node, "Type") or "").rpartition("/")[2]
    return Relation(attribute(node, "Id") or "", kind, target, external)
