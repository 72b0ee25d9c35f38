"""From tokens to a tree, by recursive descent: one method for each rule of the grammar.

condition  := both { 或 both }          both   := one { 且 one }          one := 非 one | comparison
comparison := sum [ (= ≠ < ≤ > ≥) sum | 属于 "(" answer { , answer } ")" ]
sum        := product { (+ -) product }  product := factor { (× ÷) factor }
factor     := - factor | number [ % ] | word [ "(" [ condition { , condition } ] ")" ] | "(" condition ")"
"""

from collections.abc import Callable, Collection
from typing import Final

from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.indicators.language.tokens import KEYWORDS, Token, What, tokens
from desktop.domain.indicators.language.tree import Among, Call, Logic, Negative, Node, Number, Opposite, Sign, Word

DEEPEST: Final = 20  # brackets within brackets
_TOO_DEEP: Final = f"括号太深,最多{DEEPEST}层;请拆成几个指标,再用编号引用。"
_TOO_MANY: Final = "{}太多,请去掉多余的。"
_COMPARISONS: Final = ("=", "≠", "<", "≤", ">", "≥")


def parse(text: str, known: Collection[str] = ()) -> Node:
    """The tree of a formula; `known` are the words at which a run of Chinese may be cut. Raises FormulaFault."""
    return _Parser(tokens(text, known)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._place, self._depth = found, 0, 0

    @property
    def _here(self) -> Token:
        return self._tokens[self._place]

    def _is(self, text: str) -> bool:
        token = self._here
        return token.text == text and token.what in (What.SIGN, What.WORD)

    def _take(self) -> Token:
        token = self._here
        self._place += token.what is not What.END
        return token

    def _takes(self, text: str) -> bool:
        if self._is(text):
            self._place += 1
            return True
        return False

    def whole(self) -> Node:
        if self._here.what is What.END:
            raise FormulaFault(0, "请填写公式,如:计数()。")
        found = self._condition()
        token = self._here
        if token.what is not What.END:
            if token.text == ")":
                raise FormulaFault(token.at, "这里多了一个右括号,请去掉,或在前面补上左括号。")
            raise FormulaFault(token.at, f"“{token.quoted}”前面缺少 且、或、+ 之类的连接。")
        return found

    def _condition(self) -> Node:
        return self._joined("或", lambda: self._joined("且", self._one))

    def _joined(self, word: str, part: Callable[[], Node]) -> Node:
        at = self._here.at
        parts = [part()]
        while self._takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Logic(word, tuple(parts), at)

    def _one(self) -> Node:
        at = self._here.at
        if self._takes("非"):
            with _Deeper(self, at, _TOO_MANY.format("非")):
                return Opposite(self._one(), at)
        return self._comparison()

    def _comparison(self) -> Node:
        left = self._sum()
        token = self._here
        if token.what is What.SIGN and token.text in _COMPARISONS:
            self._take()
            found = Sign(token.text, left, self._sum(), token.at)
            if self._here.what is What.SIGN and self._here.text in _COMPARISONS:
                raise FormulaFault(self._here.at, "一次只能比较两边,请用 且 连接,如:用时 >= 1 且 用时 <= 5。")
            return found
        if self._takes("属于"):
            return Among(left, self._answers(), token.at)
        return left

    def _answers(self) -> tuple[Word, ...]:
        opened = self._here.at
        if not self._takes("("):
            raise FormulaFault(opened, "“属于”后面请写括号,如:评价 属于 (满意、基本满意)。")
        found = [self._answer()]
        while self._takes(","):
            found.append(self._answer())
        self._close(opened)
        return tuple(found)

    def _answer(self) -> Word:
        token = self._take()
        if token.what not in (What.WORD, What.TEXT, What.NUMBER) or token.text in KEYWORDS:
            raise FormulaFault(token.at, "括号里请写答案,用顿号隔开,如:(满意、基本满意)。")
        return Word(token.text, token.what is What.TEXT, token.at)

    def _sum(self) -> Node:
        left = self._product()
        while self._is("+") or self._is("-"):
            token = self._take()
            left = Sign(token.text, left, self._product(), token.at)
        return left

    def _product(self) -> Node:
        left = self._factor()
        while self._is("×") or self._is("÷"):
            token = self._take()
            left = Sign(token.text, left, self._factor(), token.at)
        return left

    def _factor(self) -> Node:
        token = self._take()
        match token.what:
            case What.NUMBER:
                return Number(token.value / 100 if self._takes("%") else token.value, token.at)
            case What.TEXT:
                return Word(token.text, True, token.at)
            case What.WORD if token.text not in KEYWORDS:
                return self._call(token) if self._is("(") else Word(token.text, False, token.at)
            case What.SIGN if token.text == "-":
                with _Deeper(self, token.at, _TOO_MANY.format("负号")):
                    return Negative(self._factor(), token.at)
            case What.SIGN if token.text == "(":
                with _Deeper(self, token.at):
                    found = self._condition()
                self._close(token.at)
                return found
            case What.END:
                raise FormulaFault(token.at, "公式没有写完。")
        raise FormulaFault(token.at, f"“{token.quoted}”不能在这里,前面缺少一个字段、数字或函数。")

    def _call(self, name: Token) -> Call:
        opened = self._take().at
        found: list[Node] = []
        with _Deeper(self, opened):
            if not self._is(")"):
                found.append(self._condition())
                while self._takes(","):
                    found.append(self._condition())
        self._close(opened)
        return Call(name.text, tuple(found), name.at)

    def _close(self, opened: int) -> None:
        if not self._takes(")"):
            at = self._here.at
            raise FormulaFault(at, f"缺少右括号:第{opened + 1}个字的左括号没有配对。")

    def deeper(self, step: int, at: int, fault: str) -> None:
        """Count one bracket or opposite more or less; `fault` says what to do where they are too many."""
        self._depth += step
        if self._depth > DEEPEST:
            raise FormulaFault(at, fault)


class _Deeper:
    """As long as a bracket is open, or what a sign turns round goes on."""

    def __init__(self, parser: _Parser, at: int, fault: str = _TOO_DEEP) -> None:
        self._parser, self._at, self._fault = parser, at, fault

    def __enter__(self) -> None:
        self._parser.deeper(1, self._at, self._fault)

    def __exit__(self, *_: object) -> None:
        self._parser.deeper(-1, self._at, self._fault)
