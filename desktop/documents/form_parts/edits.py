"""The parts of a form that change while it is filled: trees on demand, and the file with them at the end."""

from desktop.documents.form_parts.package import FormPackage
from desktop.documents.form_parts.xml_parts import Node, serialised


class Edits:
    """A part counts as changed only once it is named so; the others are written as they were."""

    def __init__(self, package: FormPackage) -> None:
        self.package = package
        self._trees: dict[str, Node] = {}
        self._changed: set[str] = set()
        self._whole: dict[str, bytes | None] = {}

    def tree(self, part: str) -> Node:
        """The root of a part, the same one each time."""
        if part not in self._trees:
            self._trees[part] = self.package.tree(part)
        return self._trees[part]

    def changed(self, part: str) -> None:
        """The tree of this part differs now."""
        self._changed.add(part)

    def note(self, part: str, changed: bool) -> None:
        """The tree of this part differs now, if `changed`."""
        if changed:
            self._changed.add(part)

    def whole(self, part: str) -> bytes:
        """A part that is no tree, as it stands now."""
        return self._whole.get(part) or self.package.archive.read(part)

    def replace(self, part: str, data: bytes | None) -> None:
        """Write a part that is no tree as `data`, or (None) leave it out."""
        self._whole[part] = data

    def written(self) -> bytes:
        """The file with all changes; the very file where there are none."""
        read = self.package.archive.read
        changes: dict[str, bytes | None] = {part: serialised(self._trees[part], read(part)) for part in self._changed}
        changes.update(self._whole)
        return self.package.archive.written(changes) if changes else self.package.data
