"""What the command line says of itself and of a slip in it: argparse with Chinese words."""

import argparse
import re
import sys
from typing import Any, NoReturn

_SAID = (  # what argparse says after the name of the argument, and what is said instead
    (r"the following arguments are required: (?P<names>.*)", "还缺少 {names},请补上"),
    (r"one of the arguments (?P<options>.*) is required", "请写 {options} 中的一个"),
    (r"not allowed with argument (?P<other>.*)", "不能和 {other} 一起写,请只写一种"),
    (r"invalid choice: (?P<value>.*?) \(choose from (?P<names>.*)\)", "没有“{value}”,可以写:{names}"),
    (r"invalid \S+ value: (?P<value>.*)", "“{value}”不能用在这里,请改正"),
    (r"expected .*argument.*", "后面请写上内容"),
    (r"ignored explicit argument (?P<value>.*)", "后面不用写“{value}”,请去掉"),
    (r"unrecognized arguments: (?P<value>.*)", "认不出“{value}”,请去掉或改正"),
    (r"ambiguous option: (?P<value>\S+) could match (?P<names>.*)", "“{value}”不知道是哪一个,可以写:{names}"),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and sentences are Chinese; those of its own arguments' types pass as they are."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=_Formatter)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Print the usage line and the sentence; exit with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {in_chinese(message)}。\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法: " if prefix is None else prefix)


def in_chinese(message: str) -> str:
    """A sentence of argparse, without its full stop; one that is Chinese stays."""
    named = re.fullmatch(r"argument (?P<name>\S+): (?P<rest>.*)", message, re.DOTALL)
    name, said = (f"{named['name']} ", named["rest"]) if named else ("", message)
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return name + words.format(**{key: _listed(key, value) for key, value in found.groupdict().items()})
    return name + said


def _listed(key: str, value: str) -> str:
    match key:
        case "names":
            return "、".join(one.strip("'\"") for one in value.split(", "))
        case "options":
            return value.replace(" ", "、")
    return value.strip("'\"")
