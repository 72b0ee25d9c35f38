"""Opening a Word file safely, and telling which of its placeholders cannot be filled."""

from collections.abc import Iterator
from difflib import get_close_matches
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from desktop.documents.word.content import Filling
from desktop.documents.word.elements import TBL, P
from desktop.documents.word.gate import check_word
from desktop.documents.word.placeholders import marks, stray_braces, text_of
from desktop.documents.word.rows import NOTES, PERIOD, TITLE, names_column
from desktop.domain.errors import Refused

_WORDS_SHOWN = 14  # characters of a paragraph that a refusal quotes


def opened(data: bytes, called: str) -> Any:
    """The document behind the gate; Refused where it is none."""
    check_word(data, called)
    try:
        return docx.Document(BytesIO(data))
    except (
        PackageNotFoundError,
        etree.XMLSyntaxError,
        InvalidXmlError,
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
    ) as error:
        raise Refused(f"“{called}”不是Word文档或已损坏,请选择.docx文件。") from error


def check_names(document: Any, filling: Filling) -> None:
    """Refuse the first placeholder that nothing answers to, or that has lost its braces."""
    for number, text in _paragraphs(document):
        where = f"模板第{number}段“{_shortened(text)}”里"
        for mark in marks(text):
            if not is_known(mark.name, filling):
                raise Refused(f"{where}的占位“{{{{{mark.name}}}}}”认不出来,{_perhaps(mark.name, filling)}。")
        if wrong := stray_braces(text):
            raise Refused(f"{where}的{wrong}。")


def check_prose(data: bytes) -> None:
    """Refuse a template whose text, its tables and headers aside, asks for nothing: no words would come of it."""
    document = opened(data, "模板")
    prose = (one for one in document.element.body.iter(P) if next(one.iterancestors(TBL), None) is None)
    if not any(marks(text_of(one)) for one in prose):
        raise Refused("模板的正文里没有占位,生成的文稿会没有文字和数据;请用“导出模板”得到的文件来改。")


def is_known(name: str, filling: Filling) -> bool:
    """Whether a template may ask for this."""
    before, colon, after = name.partition(":")
    if colon and before == "有":
        return after in filling.passages or after in filling.tables
    if colon:
        return before in ("填写", "节") and after in filling.sections
    table, dot, what = name.partition(".")
    if dot and table in filling.tables:
        return what in (TITLE, NOTES, PERIOD) or names_column(name, filling.tables)
    return name in filling.texts or name in filling.passages


def _perhaps(name: str, filling: Filling) -> str:
    """The name that was probably meant."""
    table = name.partition(".")[0]
    columns = filling.tables[table].columns if table in filling.tables else ()
    names = [
        *filling.texts,
        *filling.passages,
        *(f"{table}.{column.name}" for column in columns),
        *(f"填写:{section}" for section in filling.sections),
    ]
    near = get_close_matches(name, names, 1)
    return f"是不是“{{{{{near[0]}}}}}”?请改正" if near else "请改成可用的名称"


def _paragraphs(document: Any) -> Iterator[tuple[int, str]]:
    """The number of each paragraph among those with text, and the text; headers and footers come last."""
    number = 0
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            roots.append(relation.target_part.element)
    for root in roots:
        for paragraph in root.iter(P):
            if text := text_of(paragraph):
                number += 1
                yield number, text


def _shortened(text: str) -> str:
    return text if len(text) <= _WORDS_SHOWN else text[:_WORDS_SHOWN] + "…"
