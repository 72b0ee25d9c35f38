"""A template is filled however Word has split it; paragraphs and rows come and go with what there is to say."""

from fractions import Fraction

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.table import Column, Kind, Rate, Subtotal, Table
from desktop.documents.word.checking import check_prose
from desktop.documents.word.content import Run, Section, Sentence, digest, other_figures
from desktop.documents.word.filling import Sort
from desktop.documents.word.placeholders import marks, replace_marks, text_of
from desktop.domain.errors import Refused
from tests.documents.word.filled_files import bookmarks, filled, opened, prompts, saved, template, texts

COLUMNS = (Column("estate", "小区"), Column("received", "受理件次", Kind.COUNT), Column("rate", "满意率", Kind.RATE))
ESTATES = Table(
    "分小区情况表",
    COLUMNS,
    [("丰翔新城", 5, Rate(3, 4)), Subtotal(("小计", 5, Rate(3, 4))), ("海锦花园", 2, Rate(0, 0))],
    total=("合计", 7, Rate(3, 4)),
    notes=["满意率按权重。"],
)


def test_texts_passages_and_sections_stand_where_the_template_has_them():
    data = template("关于{{期间}}的通报", "#运行情况", "{{受理}}", "{{填写:运行情况}}", "特此通报。")
    found = filled(
        data,
        texts={"期间": "2026年10月"},
        passages={"受理": (Sentence("received", "本月共受理328件,较上月增加55件。"), Sentence("more", "第二段。"))},
        sections={"运行情况": Section("运行情况", "在此填写。", ((Run("我们"), Run("加班", bold=True)), (Run("二"),)))},
    )
    assert texts(found.data) == [
        "关于2026年10月的通报", "运行情况", "本月共受理328件，较上月增加55件。", "第二段。", "我们加班", "二",
        "特此通报。",
    ]  # fmt: skip
    assert [piece.sort for piece in found.pieces] == [
        Sort.GENERATED, Sort.HEADING, Sort.GENERATED, Sort.GENERATED, Sort.WORDS, Sort.FIXED,
    ]  # fmt: skip
    assert f"_g1_{digest('本月共受理328件，较上月增加55件。')}" in bookmarks(found.data)
    runs = opened(found.data).element.body.iter(qn("w:r"))
    assert [run.text for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None] == ["加班"]


def test_what_has_nothing_to_say_vanishes():
    data = template(
        "{{电话}}", "电话:{{电话}}", "{{电话}}{{期间}}", "{{受理}}", "{{表.标题}}", table=(("小区",), ("{{表.小区}}",))
    )
    empty = Table("空表", COLUMNS, [])
    found = filled(data, texts={"电话": None, "期间": "十月"}, passages={"受理": ()}, tables={"表": empty})
    assert texts(found.data) == ["十月"]
    assert not opened(found.data).tables


def test_rows_repeat_for_the_rows_of_a_table_with_its_own_figures():
    data = template(
        "{{表.标题}}",
        "{{表.说明}}",
        table=(("小区", "件次", "满意率"), ("{{表.小区}}", "{{表.受理件次}}件", "{{表.满意率}}")),
    )
    found = filled(data, tables={"表": ESTATES})
    rows = [[cell.text for cell in row.cells] for row in opened(found.data).tables[0].rows]
    assert rows == [
        ["小区", "件次", "满意率"],
        ["丰翔新城", "5件", "75.0%"],
        ["小计", "5件", "75.0%"],
        ["海锦花园", "2件", "—"],
        ["合计", "7件", "75.0%"],
    ]
    bold = [row.cells[0].text for row in opened(found.data).tables[0].rows if row.cells[0].paragraphs[0].runs[0].bold]
    assert bold == ["小计", "合计"]
    assert texts(found.data)[:2] == ["分小区情况表", "满意率按权重。"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(alphabet="{}｛｝期间受理:. ab", max_size=6), max_size=8),
    st.text(alphabet='一二三(),<&>"{', max_size=6),
)
def test_placeholders_survive_any_split_into_runs(parts, value):
    """The same text, however its runs are cut, gives the same result."""
    whole, split = docx.Document().add_paragraph(), docx.Document().add_paragraph()
    whole.add_run("".join(parts))
    for part in parts:
        split.add_run(part)
    for paragraph in (whole, split):
        replace_marks(paragraph._p, lambda _: value)
    assert text_of(whole._p) == text_of(split._p)


def test_a_split_placeholder_takes_the_look_of_its_first_run():
    document = docx.Document()
    paragraph = document.add_paragraph("共")
    for text, bold in (("{", True), ("{受理", False), ("件次}", False), ("}件", False)):
        paragraph.add_run(text).bold = bold
    found = opened(filled(saved(document), texts={"受理件次": "328"}).data)
    runs = [docx.text.run.Run(run, None) for run in found.element.body.iter(qn("w:r"))]
    assert [(run.text, run.bold) for run in runs if run.text] == [("共", None), ("328", True), ("件", False)]


def test_full_width_braces_and_points_are_understood():
    assert [mark.name for mark in marks("｛｛填写：存在问题｝｝{{ 表.小区 }}{{受理}")] == ["填写:存在问题", "表.小区"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("本月{{受理件数}}", "“本月{{受理件数}}”里的占位“{{受理件数}}”认不出来"),
        ("{{表.不存在}}", "占位“{{表.不存在}}”认不出来"),
        ("{{填写:无此节}}", "占位“{{填写:无此节}}”认不出来"),
        ("{{受理", "“{{受理”不成对"),
        ("受理}}件", "“}}件”不成对"),
        ("本月{没有这个}件", "“{没有这个}”只有一层大括号,占位要写成{{没有这个}}"),
        ("本月｛没有这个｝件", "“｛没有这个｝”只有一层大括号,占位要写成{{没有这个}}"),
        ("{% if 受理 %}", "“{% if 受理 %}”不是占位的写法,请删去,只用{{名称}}"),
        ("{# 说明 #}", "“{# 说明 #}”不是占位的写法,请删去"),
        ("{{受理}}{", "“{”不成对"),
        ("件}", "“}”不成对"),
        ("{{{受理}}}", "不成对"),
        ("{{__class__.__init__}}", "认不出来"),
        ("{{受理|upper}}", "认不出来"),
    ],
)
def test_what_cannot_be_filled_is_named_with_its_paragraph(text, words):
    with pytest.raises(Refused) as refused:
        filled(template("第一段", text), texts={"受理": "3"}, tables={"表": ESTATES})
    assert words in str(refused.value)
    assert str(refused.value).startswith("模板第2段")
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize("text", ["", "一段没有占位的话"])
def test_a_template_that_asks_for_nothing_is_refused(text):
    with pytest.raises(
        Refused, match=r"模板的正文里没有占位,生成的文稿会没有文字和数据;请用“导出模板”得到的文件来改。"
    ):
        check_prose(template(text, table=(("小区", "件数"), ("{{表.小区}}", "{{表.件数}}"))))
    check_prose(template(text, "{{受理}}"))


def test_a_header_is_filled_and_checked_too():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{单位}}"
    found = opened(filled(saved(document), texts={"单位": "丰翔居委会"}).data)
    assert found.sections[0].header.paragraphs[0].text == "丰翔居委会"
    with pytest.raises(Refused, match="认不出来"):
        filled(saved(document))


def test_a_section_left_out_goes_with_its_heading():
    data = template("#疫情防控{{节:疫情防控}}", "{{填写:疫情防控}}", "#下一步{{节:下一步}}", "{{填写:下一步}}")
    sections = {
        "疫情防控": Section("疫情防控", "在此填写。", present=False),
        "下一步": Section("下一步", "在此填写打算。"),
    }
    found = filled(data, sections=sections)
    assert texts(found.data) == ["下一步", "在此填写打算。"]
    assert found.unwritten == ("下一步",)
    assert prompts(found.data) == {"下一步": "在此填写打算。"}


def test_room_that_nobody_asked_for_stays_empty_unless_nothing_was_said():
    section = Section("热点", "在此补充。", asked=False)
    data = template("#热点", "{{热点}}", "{{填写:热点}}")
    told = filled(data, passages={"热点": (Sentence("hot", "有。"),)}, sections={"热点": section})
    untold = filled(data, passages={"热点": ()}, sections={"热点": section})
    assert texts(told.data) == ["热点", "有。"]
    assert texts(untold.data) == ["热点", "在此补充。"]


def test_a_field_in_the_cell_alone_leaves_a_paragraph_behind():
    """Word does not open a cell without a paragraph."""
    found = filled(template(table=(("{{电话}}", "固定"),)), texts={"电话": None})
    assert all(cell.paragraphs for row in opened(found.data).tables[0].rows for cell in row.cells)


def test_control_characters_and_markup_in_values_are_only_text():
    found = filled(template("{{说}}"), texts={"说": "<w:p/>&\x00\ud800=1+1\n{{再}}"})
    assert texts(found.data) == ["<w:p/>&=1+1 {{再}}"]


def test_a_weighted_rate_is_shown_as_in_the_reports():
    table = Table("率", COLUMNS, [("甲", 1, Rate(Fraction(3172, 5), 670))])
    assert "94.7%" in texts(filled(template(table=(("{{表.小区}}", "{{表.满意率}}"),)), tables={"表": table}).data)


@pytest.mark.parametrize(
    ("hers", "differs"),
    [
        ("本月共受理诉求9999件，办结率96.2%。", True),
        ("大家辛苦了,本月共受理诉求 51 件。", True),
        ("本月共受理诉求50件，办结率69.2%。", True),
        ("办结率96.2%，本月共受理诉求50件。", False),
        ("本月共受理五十件,另有接待3人。", False),
        ("本月大家辛苦了。", False),
    ],
)
def test_a_figure_of_her_own_in_the_same_words_is_known(hers, differs):
    assert other_figures(hers, "本月共受理诉求50件，办结率96.2%。") is differs
