"""Filling a town's form: values into cells and lists that grow by rows; nothing else in the file changes."""

from collections.abc import Iterable, Mapping, Sequence

from desktop.documents.form_parts.cell_formats import CellFormats
from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.documents.form_parts.growing import grow_sheet
from desktop.documents.form_parts.growing_parts import grow_other_parts
from desktop.documents.form_parts.merging import join_groups, part_groups
from desktop.documents.form_parts.package import FormPackage, SheetInfo
from desktop.documents.form_parts.puts import Block, Filled, Grow, Put, blocks_of
from desktop.documents.form_parts.recalculating import recalculate
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.sheet_spans import spell_out_spans
from desktop.documents.form_parts.sheet_writer import SheetWriter
from desktop.domain.cell_names import cell_place

__all__ = ["Filled", "Grow", "Put", "fill"]


def fill(
    package: FormPackage,
    puts: Mapping[str, Iterable[Put]],
    grows: Sequence[Grow] = (),
    replace_formulas: bool = False,
) -> Filled:
    """Fill a form; `puts` by sheet name. All places are named as in the form, before any list grows.

    Raise Refused, keyed by "sheet!cell", for: a sheet or cell that the form does not have, a formula that would be
    overwritten (unless `replace_formulas`), the heading of a table, a value for a cell inside a list that grows, lists
    that lie across each other, rows beyond the last of a sheet, an array formula that a growing list would cut, and a
    formula through several sheets (see `sheet_spans`) that cannot follow one of them.
    Several lists may stand side by side where they begin at the same row and have the same room.
    Formulas that may change lose their kept results, or have new ones where those are certain (see `results`), and are
    computed when the file is opened; every part that does not change is byte for byte the same.
    """
    edits = Edits(package)
    filler = _Filler(edits, replace_formulas)
    inserted: list[Insertion] = []
    wanted = {sheet: list(asked) for sheet, asked in puts.items()}
    for name in dict.fromkeys([*wanted, *(grow.sheet for grow in grows)]):
        blocks = blocks_of([grow for grow in grows if grow.sheet == name])
        inserted += filler.fill_sheet(package.sheet(name), wanted.get(name, []), blocks)
    if filler.filled:
        recalculate(edits, filler.filled)
    return Filled(edits.written(), tuple(inserted))


class _Filler:
    """One filling: what it may overwrite, which sheets it changed."""

    def __init__(self, edits: Edits, replace_formulas: bool) -> None:
        self._edits, self._replace = edits, replace_formulas
        self._formats = CellFormats(edits)
        self.filled: set[str] = set()

    def fill_sheet(self, info: SheetInfo, puts: Sequence[Put], blocks: Sequence[Block]) -> list[Insertion]:
        """Single cells first, then the lists from the lowest up, so that places stay those of the form."""
        if not puts and not blocks:
            return []
        root = self._edits.tree(info.part)
        for block in blocks:
            part_groups(root, block)
        cells = SheetCells(root)
        writer = SheetWriter(self._edits, info, cells, self._formats, self._replace)
        writer.check(puts, blocks)
        for put in puts:
            row, column = cell_place(put.cell)
            writer.write(*cells.first_of(row, column), put.value, put.number_format)
        inserted = []
        for block in sorted(blocks, key=lambda block: -block.row):
            if block.missing:
                insertion = Insertion(info.name, block.pattern, block.missing, block.height)
                spell_out_spans(self._edits, insertion)
                grow_sheet(root, insertion, block.room)
                grow_other_parts(self._edits, info, insertion)
                inserted.append(insertion)
                writer.renew(SheetCells(root))
            for grow in block.lists:
                writer.write_list(grow)
                join_groups(root, grow)
        writer.finish()
        self._edits.changed(info.part)
        self.filled.add(info.part)
        return inserted[::-1]
