"""Breaking text into lines, the same on screen, paper and picture."""

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def break_lines(text: str, font: QFont, width: float) -> list[str]:
    """The lines of `text` in `font` at `width`; nothing is cut, long words break anywhere."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = units_to_letters(paragraph, line.textStart())
            end = units_to_letters(paragraph, line.textStart() + line.textLength())
            lines.append(paragraph[start:end].rstrip(" "))
        layout.endLayout()
    return lines


def units_to_letters(text: str, units: int) -> int:
    """Qt counts UTF-16 units, Python letters: the place in `text` of a place that Qt gave."""
    if text.isascii() or all(letter < "\U00010000" for letter in text):
        return units
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
