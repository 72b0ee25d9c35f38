"""What is no plain Word file of a reasonable size is refused before anything parses it."""

import zipfile
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.word.checking import opened
from desktop.documents.word.gate import XML_MOST
from desktop.domain.errors import Refused
from tests.documents.word.filled_files import saved, template


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The file with parts added or replaced; / in a name is written __."""
    target = BytesIO()
    changed = {name.replace("__", "/"): blob for name, blob in parts.items()}
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            if name not in changed:
                package.writestr(name, source.read(name))
        for name, blob in changed.items():
            package.writestr(name, blob)
    return target.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        opened(data, "模板.docx")
    return str(refused.value)


def document_with(xml: str) -> bytes:
    data = template("一段")
    with zipfile.ZipFile(BytesIO(data)) as source:
        body = source.read("word/document.xml").decode()
    return repacked(data, **{"word__document.xml": body.replace("<w:body>", "<w:body>" + xml).encode()})


def test_a_plain_file_passes():
    assert opened(template("一段"), "模板.docx").paragraphs[0].text == "一段"


@pytest.mark.parametrize("data", [b"", b"PK", b"not a file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_word_file_is_refused_in_words(data):
    words = refusal(data)
    assert words.startswith("“模板.docx”")
    assert ".docx" in words


def test_a_workbook_is_no_word_file():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert "不是Word文档" in refusal(target.getvalue())


def test_a_bomb_is_refused():
    blob = b"<w:p/>" * (XML_MOST // 6 + 1000)
    assert "过大" in refusal(repacked(template("一段"), **{"word__extra.xml": blob}))


@pytest.mark.parametrize("name", ["word__vbaProject.bin", "word__embeddings__a.bin", "word__activeX__activeX1.xml"])
def test_macros_controls_and_embedded_files_are_refused(name):
    assert "宏、控件或嵌入" in refusal(repacked(template("一段"), **{name: b"x"}))


@pytest.mark.parametrize(
    "xml",
    [
        '<w:altChunk r:id="rId1"/>',
        '<w:p><w:r><w:instrText xml:space="preserve"> DDEAUTO cmd "/c calc" </w:instrText></w:r></w:p>',
        '<w:p><w:fldSimple w:instr=" INCLUDETEXT C:\\\\secret.docx "/></w:p>',
    ],
)
def test_what_would_fetch_or_run_something_is_refused(xml):
    assert "会从别处取内容" in refusal(document_with(xml))


def test_an_attached_template_from_elsewhere_is_refused_and_a_hyperlink_is_not():
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
        'Target="http://example.invalid/a.dotm" TargetMode="External"/></Relationships>'
    )
    attached = rels.format("attachedTemplate").encode()
    assert "会从别处取内容" in refusal(repacked(template("一段"), **{"word___rels__settings.xml.rels": attached}))
    linked = rels.format("hyperlink").encode()
    assert opened(repacked(template("一段"), **{"word___rels__comments.xml.rels": linked}), "模板.docx")


def test_entities_and_odd_paths_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><w:p/>'
    assert "内部结构不正常" in refusal(repacked(template("一段"), **{"word__x.xml": bomb}))
    assert "内部结构不正常" in refusal(repacked(template("一段"), **{"..__evil.xml": b"<a/>"}))


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_a_file_cut_or_changed_anywhere_opens_or_is_refused(data):
    whole = _WHOLE
    cut = data.draw(st.integers(0, len(whole)))
    damaged = bytearray(whole[:cut] if data.draw(st.booleans()) else whole)
    for _ in range(data.draw(st.integers(0, 3))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        opened(bytes(damaged), "模板.docx")
    except Refused as refused:
        assert str(refused).startswith("“模板.docx”")


_WHOLE = saved(docx.Document())
