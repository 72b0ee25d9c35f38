"""What a term's workbooks hold: surveys, opinions and points."""

from desktop.domain.assessment.term import Term
from desktop.services.assessment.import_template import save_template
from desktop.services.assessment.importing import Imported, import_file
from desktop.ui.workbook_files import Contents


def contents(term: Term) -> Contents:
    """Those of one term; rows that name no term are of it."""
    return Contents(
        kind="考核数据",
        title="导入问卷、评分和加扣分",
        blank_name=f"{term.words}考核数据录入表",
        take=lambda session, path, operator, now, report: import_file(session, path, term, operator, now, report),
        blank=lambda session, path, now: save_template(session, term, path, now),
        new=_new,
    )


def _new(outcome: Imported) -> str:
    return f"新增问卷{outcome.surveys}份、评分{outcome.opinions}条、加扣分{outcome.adjustments}条"
