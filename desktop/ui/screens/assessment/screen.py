"""The assessment screen: the results, what is entered by hand for them, and the scheme they are made with."""

from desktop.ui.paged import PagedScreen
from desktop.ui.screens.assessment.inputs.page import InputsPage
from desktop.ui.screens.assessment.results.page import ResultsPage
from desktop.ui.screens.assessment.scheme.page import SchemePage


class AssessmentScreen(PagedScreen):
    """From surveys and opinions to the published ranking; the pages follow each other's term."""

    name, title, icon = "assessment", "考核", "assess"
    makers = (ResultsPage, InputsPage, SchemePage)
    help_lines = (
        "先在“满意度与意见”里逐个小区录入问卷、居委会和业委会的评分;现场检查、投诉和整改自动取数。",
        "“考核结果”里选一个小区,右边是各项得分;回车后用上下键、空格展开一项,看它怎么算的、由哪些记录来。",
        "公布后数字和办法原样保存,以后改数据、改办法都不影响;可以再公布一次,也可以撤回。",
    )

    def _turn(self, name: str, what: object) -> None:
        shown: object = self.page if self._stack.count() else None
        if what is None and isinstance(shown, ResultsPage | InputsPage) and shown.name != name:
            what = shown.term
        super()._turn(name, what)
