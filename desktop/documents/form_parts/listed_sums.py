"""Totals that name the cells of a list one by one (=D5+D6+D7): they take in the rows that are put in."""

from desktop.documents.form_parts.formula_refs import Insertion, single_cells


def with_new_rows(formula: str, insertion: Insertion, room: int) -> str:
    """The formula, shifted already, with a part for each new record where it adds up one column of all records.

    Only what is added by + or listed between commas is taken for a total; everything else stays.
    """
    height = insertion.height
    pattern = range(insertion.after - height + 1, insertion.after + 1)
    known = {(cell.row, cell.column): cell for cell in single_cells(formula)}
    for (row, column), cell in sorted(known.items(), reverse=True):
        if row not in pattern or room < 2:
            continue
        before = [row - step * height for step in range(1, room - 1)]
        if all((other, column) in known for other in (*before, row + insertion.count + height)):
            left, right = formula[: cell.start].rstrip()[-1:], formula[cell.end :].lstrip()[:1]
            sign = _sign(left, right)
            copies = [cell.at(row + step) for step in insertion.steps]
            formula = formula[: cell.end] + "".join(sign + copy for copy in copies if sign) + formula[cell.end :]
    return formula


def _sign(left: str, right: str) -> str:
    """By what a cell is joined to its neighbours; "" where it is not simply one of several."""
    if left in ("", "(", "+") and right in ("", ")", "+") and "+" in (left, right):
        return "+"
    return "," if left in ("(", ",") and right in (",", ")") and "," in (left, right) else ""
