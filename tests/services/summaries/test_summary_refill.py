"""A worker writes here and in Word, by turns; nothing of hers is lost, and the figures are made anew."""

from pathlib import Path

import pytest
from docx.oxml.ns import qn

from desktop.documents.word.content import plain
from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.summaries import keeping, making, templates
from desktop.system.resources import path as resource
from tests.documents.word.filled_files import add_after, edited, opened, rewrite, template, texts
from tests.office import Office
from tests.services.summaries.summary_office import NOVEMBER

BULLETIN = SummaryKind.BULLETIN


class Writer:
    """The worker: writes here, makes the file, edits it, gives it back."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.path = office, folder / "通报.docx"

    def write(self, section: str, text: str, period: Period = NOVEMBER) -> None:
        office = self.office
        with office.database.write() as session:
            keeping.write_section(session, BULLETIN, period, section, text, office.operator, office.now)

    def make(self, period: Period = NOVEMBER) -> making.Exported:
        with self.office.database.read() as session:
            return making.export(session, BULLETIN, period, self.path, self.office.operator, self.office.now)

    def edit(self, change) -> None:
        self.path.write_bytes(edited(self.path.read_bytes(), change))

    def give_back(self, period: Period = NOVEMBER) -> making.Adopted:
        with self.office.database.write() as session:
            return making.adopt(session, BULLETIN, period, self.path, self.office.operator, self.office.now)

    def kept(self, period: Period = NOVEMBER) -> dict[str, str]:
        with self.office.database.read() as session:
            return {name: plain(prose) for name, prose in keeping.written(session, BULLETIN, period).sections.items()}

    @property
    def texts(self) -> list[str]:
        return texts(self.path.read_bytes())


@pytest.fixture
def writer(working: Office, tmp_path: Path) -> Writer:
    return Writer(working, tmp_path)


def test_what_is_typed_here_stands_in_the_file(writer):
    writer.write("工作要求", "一、抓紧办理。\n\n二、及时回访。")
    done = writer.make()
    assert {"一、抓紧办理。", "二、及时回访。"} <= set(writer.texts)
    assert done.unwritten == ("不满意工单分析",)
    assert done.sentence.endswith("还有1处待填写:不满意工单分析。")


def test_what_is_written_in_word_comes_back_and_goes_out_again(writer):
    writer.make()
    writer.edit(lambda document: rewrite(document, "在此填写对承办单位的要求", "请各单位抓紧。"))
    writer.edit(lambda document: add_after(document, "请各单位抓紧", "重点小区要上门。", bold=True))
    adopted = writer.give_back()
    assert adopted.sentence == "已带过来1节自己写的文字。"
    assert writer.kept() == {"工作要求": "请各单位抓紧。\n重点小区要上门。"}
    writer.make()
    assert {"请各单位抓紧。", "重点小区要上门。"} <= set(writer.texts)
    body = opened(writer.path.read_bytes()).element.body
    bold = [run.text for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None]
    assert "重点小区要上门。" in bold


def test_a_line_typed_on_here_keeps_the_formatting_of_the_others(writer):
    writer.make()
    writer.edit(lambda document: rewrite(document, "在此填写对承办单位的要求", "第一条。"))
    writer.edit(lambda document: add_after(document, "第一条", "第二条。", bold=True))
    writer.give_back()
    writer.write("工作要求", "第一条,改。\n第二条。\n第三条。")
    with writer.office.database.read() as session:
        prose = keeping.written(session, BULLETIN, NOVEMBER).sections["工作要求"]
    assert [(run.text, run.bold) for paragraph in prose for run in paragraph] == [
        ("第一条,改。", False), ("第二条。", True), ("第三条。", False),
    ]  # fmt: skip


def test_both_changed_keeps_both(writer):
    writer.write("工作要求", "原来的。")
    writer.make()
    writer.edit(lambda document: rewrite(document, "原来的", "在Word里改的。"))
    writer.write("工作要求", "在这里改的。")
    writer.give_back()
    assert writer.kept()["工作要求"].splitlines() == ["在Word里改的。", "在这里改的。"]


def test_an_older_file_does_not_undo_what_was_typed_since(writer):
    writer.write("工作要求", "原来的。")
    writer.make()
    writer.write("工作要求", "后来改的。")
    assert writer.give_back().sentence == "这个文件里没有新的文字。"
    assert writer.kept()["工作要求"] == "后来改的。"


def test_another_figure_in_a_sentence_is_remarked_though_the_figures_stand(writer):
    writer.make()
    (before,) = [text for text in writer.texts if "本月共受理物业服务诉求8件" in text]
    writer.edit(lambda document: rewrite(document, before[:8], before.replace("诉求8件", "诉求9999件")))
    writer.give_back()
    done = writer.make()
    assert done.open == 1 and "有1段改写过的与最新数据不同" in done.sentence
    assert any("诉求9999件" in text for text in writer.texts)
    (comment,) = opened(writer.path.read_bytes()).comments
    assert "诉求8件" in comment.text


def test_other_words_about_the_same_figures_need_no_remark(writer):
    writer.make()
    writer.edit(lambda document: rewrite(document, "截至11月16日，本月共受理", "本月受理8件,另有现场接待3人。"))
    writer.give_back()
    assert writer.make().open == 0


def test_a_rewritten_sentence_stays_with_a_remark_when_the_figures_move(writer):
    writer.make()
    writer.edit(lambda document: rewrite(document, "截至11月16日，本月共受理", "据统计,本月受理八件。"))
    assert writer.give_back().changed == 1
    assert writer.make().open == 0
    writer.office.register(content="又来一件")
    done = writer.make()
    assert "据统计,本月受理八件。" in writer.texts
    (comment,) = opened(writer.path.read_bytes()).comments
    assert "本月共受理物业服务诉求9件" in comment.text
    assert (done.open, "有1段改写过的与最新数据不同" in done.sentence) == (1, True)
    with writer.office.database.write() as session:
        keeping.take_newest(session, BULLETIN, NOVEMBER, "received", writer.office.operator, writer.office.now)
    writer.make()
    assert any(text.startswith("截至11月16日，本月共受理物业服务诉求9件") for text in writer.texts)


def test_untouched_sentences_are_made_anew(writer):
    writer.make()
    writer.give_back()
    writer.office.register(content="又来一件")
    writer.make()
    assert any(text.startswith("截至11月16日，本月共受理物业服务诉求9件") for text in writer.texts)


def test_words_of_another_month_come_along_but_its_figures_do_not(writer):
    writer.make()
    writer.edit(lambda document: rewrite(document, "截至11月16日，本月共受理", "据统计,本月受理八件。"))
    writer.edit(lambda document: rewrite(document, "在此填写对承办单位的要求", "请各单位抓紧。"))
    december = Period.month(2026, 12)
    adopted = writer.give_back(december)
    assert adopted.sentence == "已带过来1节自己写的文字。另有1段改写过的是2026年11月的数字,没有带过来。"
    writer.make(december)
    assert "请各单位抓紧。" in writer.texts
    assert "据统计,本月受理八件。" not in writer.texts


def test_another_kind_is_refused_by_name(writer):
    with writer.office.database.read() as session:
        making.export(
            session, SummaryKind.WEEKLY, Period.parse("2026W47"), writer.path, writer.office.operator, writer.office.now
        )
    with pytest.raises(Refused, match="是周报,请选择月度通报"):
        writer.give_back()


def test_an_optional_section_is_taken_in_and_left_out(writer):
    office, term = writer.office, Period.parse("2026H2")

    def headings() -> list[str]:
        with office.database.read() as session:
            made = making.make(session, SummaryKind.TERM, term, office.operator, office.now)
        return [piece.text for piece in made.pieces]

    assert "疫情防控" not in headings()
    for wanted in (True, False):
        with office.database.write() as session:
            keeping.take_in(session, SummaryKind.TERM, term, "疫情防控", wanted, office.operator, office.now)
        assert ("疫情防控" in headings()) is wanted


def test_too_long_or_unknown_sections_are_refused(writer):
    with pytest.raises(Refused, match="这一节超过"):
        writer.write("工作要求", "长" * (keeping.LONGEST + 1))
    with pytest.raises(Refused, match="没有“无此节”"):
        writer.write("无此节", "有话")


def test_only_a_docx_is_written(writer):
    writer.path = writer.path.with_suffix(".doc")
    with pytest.raises(Refused, match=r"结尾写成\.docx"):
        writer.make()


class Editor:
    """The office at its template."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.path = writer, writer.path.with_name("模板.docx")

    def take(self, data: bytes) -> None:
        self.path.write_bytes(data)
        office = self.writer.office
        with office.database.write() as session:
            templates.import_template(session, BULLETIN, self.path, office.operator, office.now)


def test_an_edited_template_is_used_until_the_shipped_one_comes_back(writer):
    with writer.office.database.read() as session:
        shipped = templates.template(session, BULLETIN)
        templates.export_template(session, BULLETIN, writer.path)
    assert writer.path.read_bytes() == shipped
    Editor(writer).take(edited(shipped, lambda document: rewrite(document, "各承办单位", "{{街镇}}各物业公司:")))
    writer.make()
    assert any(text.endswith("各物业公司:") for text in writer.texts)
    with writer.office.database.write() as session:
        templates.reset_template(session, BULLETIN)
    writer.make()
    assert "各承办单位、各物业服务企业：" in writer.texts


def test_a_template_may_ask_for_any_indicator_by_its_name(writer):
    Editor(writer).take(template("受理{{受理量}}件,上期{{受理量.上期}}件,办结率{{办结率}}", "{{填写:工作要求}}"))
    writer.make()
    assert writer.texts[0].startswith("受理8件,上期4件,办结率")
    assert writer.texts[0].endswith("%") or writer.texts[0].endswith("—")


def test_a_template_that_cannot_be_filled_is_refused_and_not_kept(writer):
    with pytest.raises(Refused, match=r"模板第2段.*占位.*受里量.*认不出来,是不是“\{\{受理量\}\}”"):
        Editor(writer).take(template("一", "{{受里量}}"))
    with pytest.raises(Refused, match="不是Word文档"):
        Editor(writer).take(b"nothing")
    with pytest.raises(Refused, match="模板的正文里没有占位"):
        Editor(writer).take(edited(resource("word", "bulletin.docx").read_bytes(), without_paragraphs))
    with writer.office.database.read() as session:
        assert not templates.is_own(session, BULLETIN)


def without_paragraphs(document) -> None:
    for paragraph in document.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)


@pytest.mark.parametrize("kind", list(SummaryKind))
def test_every_shipped_template_is_small_plain_and_official(kind, writer):
    with writer.office.database.read() as session:
        data = templates.template(session, kind)
    document = opened(data)
    section = document.sections[0]
    margins = [
        round(one.mm) for one in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ]
    assert margins == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Normal")
    }
    assert list(fonts.values()) == ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert document.styles["Normal"].paragraph_format.line_spacing.pt == 28
    assert document.styles["Normal"].font.size.pt == 16
    assert len(data) < 60_000
