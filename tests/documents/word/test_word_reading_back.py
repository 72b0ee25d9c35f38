"""What a worker wrote in a generated file is found again, wherever she wrote it; nothing of hers is lost."""

import zipfile
from io import BytesIO

import pytest
from docx.oxml.ns import qn

from desktop.documents.word.content import Changed, Filling, Run, Section, Sentence, plain
from desktop.documents.word.filling import fill
from desktop.documents.word.memory import Memory
from desktop.documents.word.reading_back import read_back
from desktop.domain.errors import Refused
from tests.documents.word.filled_files import NOW, add_after, edited, opened, rewrite, saved, template, texts

TEMPLATE = template(
    "关于{{期间}}的通报",
    "#运行情况",
    "{{受理}}",
    "{{填写:运行情况}}",
    "#存在问题",
    "{{不足}}",
    "{{填写:存在问题}}",
    "特此通报。",
    table=(("小区", "件次"), ("甲", "1")),
)
ASKED = {name: Section(name, f"在此填写{name}。") for name in ("运行情况", "存在问题")}
FIGURES = {"受理": (Sentence("received", "共受理328件。"),), "不足": (Sentence("short", "办结率下降。"),)}


def made(passages=FIGURES, sections=ASKED, changed=None, removed=frozenset()):
    filling = Filling({"期间": "2026年10月"}, passages, {}, sections, changed or {}, removed)
    return fill(TEMPLATE, filling, Memory("bulletin", "2026-10-01", "2026-10-31"), NOW)


def words_of(data: bytes) -> dict[str, str]:
    return {name: plain(prose) for name, prose in read_back(data, "通报.docx").words.items()}


def without_marks(document) -> None:
    """As a program leaves the file that keeps neither bookmarks nor content controls."""
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for inner in list(control.find(qn("w:sdtContent"))):
            control.addprevious(inner)
        control.getparent().remove(control)
    for mark in list(document.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)


def test_an_untouched_file_holds_nothing_of_hers():
    found = read_back(made().data, "通报.docx")
    assert (found.words, found.changed, found.removed, found.lost) == ({}, {}, frozenset(), [])
    assert (found.memory.kind, found.memory.first) == ("bulletin", "2026-10-01")


def test_words_in_her_section_are_found_with_their_paragraphs_and_formatting():
    def write(document):
        rewrite(document, "在此填写存在问题", "一是人手不足。")
        add_after(document, "一是人手不足", "二是经费不足。", bold=True)

    found = read_back(edited(made().data, write), "通报.docx")
    assert found.words == {"存在问题": ((Run("一是人手不足。"),), (Run("二是经费不足。", bold=True),))}


@pytest.mark.parametrize("bare", [False, True])
def test_words_outside_every_control_go_to_the_section_beside_them(bare):
    def write(document):
        if bare:
            without_marks(document)
        add_after(document, "运行情况", "标题下面写的。")
        add_after(document, "共受理328件", "数字后面写的。")
        add_after(document, "特此通报", "最后写的。")

    found = read_back(edited(made().data, write), "通报.docx")
    assert plain(found.words["运行情况"]).splitlines()[0] == "标题下面写的。"
    hers = [*found.words.values(), *(one.words for one in found.changed.values())]
    lines = {line for prose in hers for line in plain(prose).splitlines()}
    assert {"标题下面写的。", "数字后面写的。", "最后写的。"} <= lines


def test_a_file_without_marks_still_knows_what_was_generated():
    found = read_back(edited(made().data, without_marks), "通报.docx")
    assert (found.words, found.changed, found.removed) == ({}, {}, frozenset())


def test_a_rewritten_sentence_is_kept_and_the_new_one_stands_in_a_comment():
    data = edited(made().data, lambda document: rewrite(document, "共受理328件", "据统计,受理三百余件。"))
    changed = read_back(data, "通报.docx").changed
    assert plain(changed["received"].words) == "据统计,受理三百余件。"
    newer = {**FIGURES, "受理": (Sentence("received", "共受理330件。"),)}
    again = made(newer, changed=changed)
    assert "据统计,受理三百余件。" in texts(again.data)
    assert "共受理330件。" not in texts(again.data)
    (comment,) = opened(again.data).comments
    assert "共受理330件。" in comment.text
    assert (comment.author, again.open) == ("邻里办", 1)
    assert next(piece for piece in again.pieces if piece.name == "received").newer == "共受理330件。"


def test_a_rewritten_sentence_whose_figures_did_not_change_stays_without_a_comment():
    data = edited(made().data, lambda document: rewrite(document, "共受理328件", "受理三百余件。"))
    again = made(changed=read_back(data, "通报.docx").changed)
    assert "受理三百余件。" in texts(again.data)
    assert (list(opened(again.data).comments), again.open) == ([], 0)


def test_what_she_has_not_decided_is_asked_again():
    data = edited(made().data, lambda document: rewrite(document, "共受理328件", "受理三百余件。"))
    newer = {**FIGURES, "受理": (Sentence("received", "共受理330件。"),)}
    asked = made(newer, changed=read_back(data, "通报.docx").changed)
    again = made(newer, changed=read_back(asked.data, "通报.docx").changed)
    assert again.open == 1


def test_an_untouched_sentence_is_made_anew():
    changed = read_back(made().data, "通报.docx").changed
    assert "共受理330件。" in texts(
        made({"受理": (Sentence("received", "共受理330件。"),), "不足": ()}, changed=changed).data
    )


def test_a_sentence_rewritten_from_end_to_end_is_still_that_sentence():
    """Typing over a whole paragraph, its mark included, takes the bookmark away."""

    def write(document):
        without_marks(document)
        rewrite(document, "共受理328件", "据统计,受理三百余件。")

    found = read_back(edited(made().data, write), "通报.docx")
    assert plain(found.changed["received"].words) == "据统计,受理三百余件。"
    assert (found.words, found.removed) == ({}, frozenset())


def test_a_sentence_in_two_paragraphs_is_one_change():
    def split(document):
        rewrite(document, "共受理328件", "共受理328件")
        add_after(document, "共受理328件", "其中投诉200件。")

    found = read_back(edited(made().data, split), "通报.docx")
    assert plain(found.changed["received"].words) == "共受理328件\n其中投诉200件。"


def test_a_sentence_taken_out_stays_out():
    def strike(document):
        for paragraph in list(document.element.body.iter(qn("w:p"))):
            if "328" in "".join(paragraph.itertext()):
                paragraph.getparent().remove(paragraph)

    found = read_back(edited(made().data, strike), "通报.docx")
    assert found.removed == {"received"}
    assert not [text for text in texts(made(removed=found.removed).data) if "328" in text]


def test_the_prompt_is_not_hers_and_deleted_revisions_are_gone():
    def revise(document):
        rewrite(document, "在此填写运行情况", "保留")
        run = next(run for run in document.element.body.iter(qn("w:r")) if "保留" in "".join(run.itertext()))
        struck = run.makeelement(qn("w:del"), {})
        inner = run.makeelement(qn("w:r"), {})
        gone = run.makeelement(qn("w:delText"), {})
        gone.text = "删去"
        inner.append(gone)
        struck.append(inner)
        run.addnext(struck)

    assert words_of(edited(made().data, revise)) == {"运行情况": "保留"}


def test_what_cannot_be_carried_over_is_said():
    def add(document):
        document.add_table(1, 1).cell(0, 0).text = "自己的表"
        rewrite(document, "运行情况", "自己的标题")

    found = read_back(edited(made().data, add), "通报.docx")
    assert any("表格没有带过来" in sentence for sentence in found.lost)
    assert any("标题“自己的标题”" in sentence for sentence in found.lost)


def test_many_refills_change_nothing_more():
    def write(document):
        rewrite(document, "在此填写存在问题", "一是人手不足。")
        rewrite(document, "共受理328件", "受理三百余件。")

    data = edited(made().data, write)
    for _ in range(3):
        found = read_back(data, "通报.docx")
        sections = {name: Section(name, one.prompt, found.words.get(name, ())) for name, one in ASKED.items()}
        data = made(sections=sections, changed=found.changed, removed=found.removed).data
    assert texts(data).count("一是人手不足。") == 1
    assert texts(data).count("受理三百余件。") == 1
    assert read_back(data, "通报.docx").changed.keys() == {"received"}


def test_a_restored_sentence_is_no_change():
    restored = {"received": Changed(((Run("共受理328件。"),),), "000000000000")}
    again = made(changed=restored)
    assert again.open == 0
    assert read_back(again.data, "通报.docx").changed == {}


def test_another_document_is_refused():
    with pytest.raises(Refused, match="不是本程序生成的"):
        read_back(template("随便"), "随便.docx")


@pytest.mark.parametrize("spoilt", [b"{", b'{"kind": 3}', b'{"unknown": 1}', b"[]", b'{"plain": [1]}'])
def test_a_spoilt_memory_is_no_memory(spoilt):
    source, target = zipfile.ZipFile(BytesIO(made().data)), BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for info in source.infolist():
            blob = source.read(info)
            if info.filename == "customXml/linliban.xml":
                blob = b'<made xmlns="urn:linliban:summary">' + spoilt + b"</made>"
            package.writestr(info, blob)
    with pytest.raises(Refused, match="不是本程序生成的"):
        read_back(target.getvalue(), "通报.docx")


def test_saved_again_by_another_library_nothing_is_lost():
    data = edited(made().data, lambda document: rewrite(document, "在此填写存在问题", "一是人手不足。"))
    assert words_of(saved(opened(data))) == {"存在问题": "一是人手不足。"}
