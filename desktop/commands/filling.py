"""fill FORM --period P --out FILE [--estate NAME …]: the town's own form, filled as it was mapped in the window."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.commands.progress import progress
from desktop.commands.scoping import named_sides, over
from desktop.domain.errors import Refused
from desktop.services.counting.scoping import by_names
from desktop.services.town_forms.filling import fill_form
from desktop.services.town_forms.matching import matched, step_words
from desktop.services.town_forms.opening import open_path
from desktop.services.town_forms.rematching import Fate
from desktop.services.town_forms.saving import note_filling, spare_source, write_file
from desktop.services.town_forms.starting import names_of
from desktop.services.town_forms.wording import words_of


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """The counts; "asked" are cells left as they are: the form has changed around them, or the scope lacks them."""
    if not arguments.file.is_file():
        raise Refused(f"找不到文件“{arguments.file}”,请检查路径。")
    asked = arguments.period.asked(now.date())
    form = open_path(arguments.file)
    spare_source(form, arguments.out)
    with open_desk(arguments) as desk:
        with desk.database.read() as session:
            found = matched(session, form, arguments.form or "")
            if found is None:
                raise Refused("没有认出这是哪份表格,请先在“上级表格”里打开并保存,或用 --form 写明名称。")
            names = names_of(session)
            scope = by_names(session, named_sides(arguments))
            period = over(asked, scope)
            if not found.certain.cells:
                raise Refused("这份表格变化太大,没有能确定的格子,请在“上级表格”里打开核对。")
            filled = fill_form(session, found.form, found.certain, period, desk.operator, now, progress())
        with desk.database.write() as session:
            note_filling(session, found.kept.id, filled, arguments.out, period, desk.operator, now)
        saved = write_file(filled, arguments.out)
    for loss in form.losses:
        print(loss)
    moved, doubtful = found.carried.of(Fate.MOVED), found.carried.of(Fate.DOUBTFUL, Fate.GONE)
    for step in doubtful:
        print(f"没有填,请核对:{step_words(step, names)}")
    for left in filled.outside:
        print(f"没有填,请核对:{left.spot.words} {words_of(left.filling, names)}:不在“{scope.words}”的范围内")
    print(saved.sentence)
    return {
        "form": found.kept.name,
        "period": period.words,
        "scope": scope.words or "全部",
        "filled": saved.cells,
        "moved": len(moved),
        "asked": len(doubtful) + len(filled.outside),
        "file": str(saved.path),
    }
