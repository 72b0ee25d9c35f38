"""A checklist while it is being changed: its lines, what is done to them, and what can be taken back."""

from dataclasses import dataclass
from typing import Any

from desktop.domain.inspection import revising
from desktop.domain.inspection.checklist import Checklist, Item, Section, parse, plain
from desktop.domain.inspection.validation import Problem, problems


@dataclass(frozen=True, slots=True)
class Line:
    """The list as a whole (-1, -1), a part (its place, -1) or an item (the part's place, its own)."""

    section: int = -1
    item: int = -1

    @property
    def place(self) -> revising.Place:
        return self.section, self.item


@dataclass(frozen=True, slots=True)
class Removed:
    """What was deleted, and the line where it stood."""

    line: Line
    what: Item | Section

    @property
    def words(self) -> str:
        return self.what.code if isinstance(self.what, Item) else f"“{self.what.name}”"


class Work:
    """`checklist_id` and `seen` are None and 0 for a list that is new; `before` is what is stored."""

    def __init__(self, content: Checklist, checklist_id: int | None = None, seen: int = 0) -> None:
        self.content = self.before = content
        self.checklist_id, self.seen = checklist_id, seen
        self.removed: list[Removed] = []

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.checklist_id is None or self.content != self.before

    @property
    def lines(self) -> list[Line]:
        """All lines in the order of the paper."""
        found = [Line()]
        for at, section in enumerate(self.content.sections):
            found.append(Line(at))
            found += [Line(at, inner) for inner in range(len(section.items))]
        return found

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the list as it is now."""
        return problems(self.content)

    def line_of(self, problem: Problem) -> Line:
        """Where a problem stands."""
        items = (line for line in self.lines if line.item >= 0 and self.item(line).code == problem.where)
        parts = (
            line
            for line in self.lines
            if line.item < 0 <= line.section and problem.where in (self.section(line).name, self.section(line).code)
        )
        return next(items, None) or next(parts, Line())

    def item(self, line: Line) -> Item:
        """The item in a line."""
        return self.section(line).items[line.item]

    def section(self, line: Line) -> Section:
        """The part that a line is, or stands in."""
        return self.content.sections[line.section]

    def add_item(self, after: Line) -> Line:
        """A new item below a line, in its part; the new line."""
        if not self.content.sections:
            self.content = revising.add_section(self.content, "检查内容")
        at = max(after.section, 0)
        place = (at, after.item + 1 if after.section >= 0 else 0)
        self.content = revising.add_item(self.content, place)
        return Line(*place)

    def add_section(self) -> Line:
        """A new part at the end; its line."""
        self.content = revising.add_section(self.content, "")
        return Line(len(self.content.sections) - 1)

    def move(self, line: Line, step: int) -> Line:
        """A line one place up (-1) or down (1); where it stands then."""
        if line.item >= 0:
            self.content, place = revising.move_item(self.content, line.place, step)
            return Line(*place)
        if line.section >= 0:
            self.content, at = revising.move_section(self.content, line.section, step)
            return Line(at)
        return line

    def remove(self, line: Line) -> Line:
        """Delete an item, or a part with its items; the line that follows. It can be brought back."""
        at = self.lines.index(line)
        if line.item >= 0:
            self.removed.append(Removed(line, self.item(line)))
            self.content = revising.remove_item(self.content, line.place)
        elif line.section >= 0:
            self.removed.append(Removed(line, self.section(line)))
            self.content = revising.remove_section(self.content, line.section)
        return self.lines[min(at, len(self.lines) - 1)]

    def bring_back(self) -> Line:
        """Undo the last deletion, as near to its place as there still is one; the line."""
        found = self.removed.pop()
        match found.what:
            case Section() as section:
                at = min(found.line.section, len(self.content.sections))
                self.content = revising.insert_section(self.content, at, section)
                return Line(at)
            case item:
                if not self.content.sections:
                    self.content = revising.add_section(self.content, "检查内容")
                at = min(found.line.section, len(self.content.sections) - 1)
                place = (at, min(found.line.item, len(self.content.sections[at].items)))
                self.content = revising.insert_item(self.content, place, item)
                return Line(*place)

    def draft(self) -> dict[str, Any]:
        """The work as JSON."""
        return {"content": plain(self.content), "seen": self.seen}

    def take_draft(self, draft: dict[str, Any]) -> None:
        """Go on where a draft was left; a save will be refused where the list was changed in between."""
        self.content = parse(draft["content"])
        self.seen = draft["seen"]
