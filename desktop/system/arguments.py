"""The command line: where the data lies, and which verb to run."""

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop.domain.inspection.states import InspectionKind
from desktop.domain.timing.periods import Period, sensible
from desktop.forms.summaries import SummaryKind
from desktop.system.usage import Parser


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace; exits with 2 and a usage line when they make no sense.

    `verb` is None for the window. Days are dates, files are paths; see the help of each verb.
    """
    parser = Parser(prog="linliban", description="邻里办:受理、派单、督办、回访、检查、考核与上报")
    parser.add_argument("--basedir", type=Path, help="数据文件夹;不给时用本用户的数据文件夹")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")

    take = verbs.add_parser("import", help="从表格导入工单或小区")
    take.add_argument("target", choices=("orders", "estates"))
    take.add_argument("file", type=Path)
    take.add_argument("--mapping", help="已保存的对应关系的名称,或 .json 文件")
    take.add_argument("--rejects", type=Path, help="把未导入的行及原因写到这个 .xlsx")
    take.add_argument("--sheet", help="工作表名;不给时自动选")

    give = verbs.add_parser("export", help="导出台账")
    give.add_argument("target", choices=("orders",))
    give.add_argument("--out", type=Path, required=True, help="存成的 .xlsx 或 .csv")
    _period(give)

    report = verbs.add_parser("report", help="统计报表;report list 列出全部")
    report.add_argument("id", help="报表编号,如 R02;list 列出全部")
    report.add_argument("--out", type=Path, help="存成的 .xlsx、.csv 或 .docx")
    report.add_argument("--period", type=_named, metavar="2026Q3|2026-10|2026", help="统计期,代替 --from 和 --to")
    _period(report)
    _scope(report)

    _consolidate(verbs.add_parser("consolidate", help="镇级汇总:收下各单位的月度汇总工作簿,合成一份"))

    _fill(verbs.add_parser("fill", help="按保存的对应关系填上级表格;退出码4表示有格子没有填,需要核对"))

    _summary(verbs.add_parser("summary", help="工作总结、通报、周报(Word);自己写的文字从窗口或 --from 的文件里来"))

    check = verbs.add_parser("check", help="上报前自检:找出一份表格或文稿里对不上的数;有必须改的时退出码1")
    check.add_argument("file", type=Path, help=".xlsx、.xls、.csv 或 .docx,谁做的都行")

    demo = verbs.add_parser("demo", help="用编造的数据演示受理、检查、整改和考核,留下工作簿、文书和图片")
    demo.add_argument("--out", type=Path, required=True, help="放演示结果的文件夹")
    demo.add_argument("--orders", type=_count, default=600, help="演示工单数")

    calendar = verbs.add_parser("calendar", help="录入一年的放假安排(通知文字 .txt,或日期表 .csv/.xlsx)")
    calendar.add_argument("year", type=_year)
    calendar.add_argument("file", type=Path)

    _inspection(verbs.add_parser("inspection", help="检查:列出检查表,新建计划,检查表存为PDF或录入表,导入检查结果"))
    assess = verbs.add_parser("assessment", help="考核:季度、年度考核表,导入问卷、意见、加减分,公布")
    _assessment(assess)
    verbs.add_parser("verify", help="检查数据:完整性、编号、历史记录")
    verbs.add_parser("self-test", help="检查本程序能否在这台电脑上正常工作")

    found = parser.parse_args(words)
    if found.verb == "report" and found.id != "list":
        _check_report(report, found)
    if found.verb == "consolidate":
        _check_consolidate(parser, found)
    if found.verb == "assessment":
        _check_assessment(assess, found)
    if getattr(found, "since", None) and getattr(found, "until", None) and found.since > found.until:
        parser.error("--from 不能晚于 --to")
    return found


def _scope(parser: argparse.ArgumentParser) -> None:
    for side, words in (
        ("estate", "小区名称"),
        ("company", "物业企业名称"),
        ("unit", "承办单位名称"),
        ("channel", "渠道名称或代码"),
        ("category", "类别名称或代码"),
    ):
        parser.add_argument(
            f"--{side}", action="append", default=[], metavar="NAME", help=f"只统计这个{words},可写多次"
        )
    parser.add_argument("--against", choices=("previous", "year"), help="与上期(previous)或上年同期(year)比较")


def _fill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="上级的表格 .xlsx 或 .xls,对应关系先在窗口里保存")
    parser.add_argument("--period", type=_named, required=True, metavar="2026-10|2026Q3|2026", help="统计期")
    parser.add_argument("--out", type=Path, required=True, help="存成的 .xlsx")
    parser.add_argument("--form", metavar="NAME", help="已保存的表格名称;不写时按内容认出来")
    _scope(parser)


def _summary(parser: argparse.ArgumentParser) -> None:
    kinds = "、".join(f"{kind.value}({kind.label})" for kind in SummaryKind)
    parser.add_argument(
        "--period", type=_named, required=True, metavar="2026-10|2026Q3|2026H1|2026|2026W47", help="写哪一期"
    )
    parser.add_argument("--out", type=Path, required=True, help="存成的 .docx")
    parser.add_argument("--kind", type=_kind, metavar="KIND", help=f"{kinds};不写时按统计期的长短")
    parser.add_argument("--from", dest="earlier", type=Path, metavar="FILE", help="以前生成、后来改过的 .docx")


def _consolidate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="工作簿、文件夹,或 *.xlsx 这样的写法")
    parser.add_argument("--out", type=Path, help="存成的 .xlsx;只撤销收取时可以不写")
    parser.add_argument("--period", type=_named, metavar="2026-10|2026Q3|2026", help="汇总期;不写时按收到的报送")
    parser.add_argument(
        "--withdraw", action="append", default=[], metavar="OFFICE", help="撤销收取这个单位 --period 的报送,可写多次"
    )
    parser.add_argument("--confirm", action="store_true", help="签名变更、较旧的文件已核实,一并收下")


def _inspection(parser: argparse.ArgumentParser) -> None:
    tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    tasks.add_parser("lists", help="列出在用的检查表:代号、名称、项数、满分")
    plan = tasks.add_parser("plan", help="新建检查计划;不写小区时是全部小区")
    plan.add_argument("--list", required=True, help="检查表的代号或名称")
    plan.add_argument("--name", required=True, help="计划名称,如 2026年第四季度物业检查")
    _period(plan, required=True)
    estates = plan.add_mutually_exclusive_group()
    estates.add_argument("--estate", action="append", metavar="NAME", help="小区名称,可写多次")
    estates.add_argument("--estates", choices=("all",), help="全部小区")
    kinds = "、".join(f"{kind.value}({kind.label})" for kind in InspectionKind)
    plan.add_argument(
        "--kind",
        choices=[kind.value for kind in InspectionKind],
        default=InspectionKind.QUARTERLY.value,
        metavar="KIND",
        help=f"检查类型:{kinds};不写时是季度",
    )
    plan.add_argument("--inspectors", default="", metavar="NAMES", help="检查人,几个人用顿号隔开")
    sheet = tasks.add_parser("sheet", help="每个小区一份检查表,带编号和二维码:.pdf打印,.xlsx在别处录入")
    sheet.add_argument("--list", help="检查表的代号或名称;按计划打印时可以不写")
    which = sheet.add_mutually_exclusive_group(required=True)
    which.add_argument("--estate", action="append", metavar="NAME", help="小区名称,可写多次")
    which.add_argument("--estates", choices=("all",), help="全部小区;有 --plan 时是计划里的全部小区")
    which.add_argument("--blank", action="store_true", help="不写小区的空白表,没有编号")
    sheet.add_argument("--plan", metavar="NAME", help="检查计划的名称")
    sheet.add_argument("--duplex", action="store_true", help="双面打印:每份从新的一张纸开始")
    sheet.add_argument("--out", type=Path, required=True, help="存成的 .pdf 或 .xlsx")
    take = tasks.add_parser("import", help="导入在表格里填好的检查结果")
    take.add_argument("file", type=Path)
    take.add_argument("--rejects", type=Path, help="把未导入的行及原因写到这个 .xlsx")
    take.add_argument("--list", help="检查表的代号或名称;文件里没有写明时用")


def _check_consolidate(parser: argparse.ArgumentParser, found: argparse.Namespace) -> None:
    """Exit where nobody can tell what to withdraw, or where the result is to go."""
    if found.withdraw and found.period is None:
        parser.error("撤销收取请写 --period,例如:consolidate --withdraw 丰翔居委会 --period 2026-10")
    if found.out is None and (found.files or not found.withdraw):
        parser.error("汇总需要 --out,例如:consolidate *.xlsx --period 2026-10 --out 汇总.xlsx")


def _check_report(parser: argparse.ArgumentParser, found: argparse.Namespace) -> None:
    """Fill in the days of a named period; exit where the days or the file are not told, or told twice."""
    if found.period and (found.since or found.until):
        parser.error("--period 和 --from、--to 请只写一种")
    if found.period:
        found.since, found.until = found.period.first, found.period.last
    if found.out is None or not found.since or not found.until:
        parser.error("报表需要 --period(或 --from、--to)和 --out,例如:report R02 --period 2026-10 --out 月报.xlsx")


def _assessment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "task",
        nargs="?",
        choices=("import", "publish", "template"),
        help="不写时导出考核表;template 空白登记表,import 导入填好的登记表,publish 公布",
    )
    parser.add_argument("file", nargs="?", type=Path, help="import 的 .xlsx")
    parser.add_argument("--period", metavar="2026Q3|2026", help="考核期:季度或年度")
    parser.add_argument("--out", type=Path, help="考核表或空白模板的 .xlsx")
    parser.add_argument("--note", default="", help="公布的说明")


def _check_assessment(parser: argparse.ArgumentParser, found: argparse.Namespace) -> None:
    if found.task == "import" and found.file is None:
        parser.error("请写要导入的文件,例如:assessment import 问卷.xlsx --period 2026Q3")
    if found.task != "import" and found.period is None:
        parser.error("请写考核期,例如:assessment --period 2026Q3 --out 考核.xlsx")
    if found.task in (None, "template") and found.out is None:
        parser.error("请写 --out,例如:assessment --period 2026Q3 --out 考核.xlsx")


def _period(parser: argparse.ArgumentParser, required: bool = False) -> None:
    parser.add_argument("--from", dest="since", type=_day, required=required, metavar="D", help="起始日,如 2026-10-01")
    parser.add_argument("--to", dest="until", type=_day, required=required, metavar="D", help="截止日(含)")


def _named(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期,请写成 2026-10-01 的样子") from error
    try:
        return sensible(found)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _kind(text: str) -> SummaryKind:
    try:
        return SummaryKind(text)
    except ValueError as error:
        known = "、".join(f"{kind.value}({kind.label})" for kind in SummaryKind)
        raise argparse.ArgumentTypeError(f"没有“{text}”,可以写:{known}") from error


def _year(text: str) -> int:
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份,请写成 2027 的样子")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"“{text}”应是1到100000的整数")
    return int(text)
