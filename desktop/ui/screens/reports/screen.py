"""The report screen: the office's tables and what is made of them for the town."""

from desktop.ui.paged import PagedScreen
from desktop.ui.screens.reports.consolidation import ConsolidationPage
from desktop.ui.screens.reports.cross import CrossPage
from desktop.ui.screens.reports.dashboard import DashboardPage
from desktop.ui.screens.reports.forms import FormsPage
from desktop.ui.screens.reports.summaries import SummariesPage
from desktop.ui.screens.reports.tables import TablesPage


class ReportsScreen(PagedScreen):
    """Entered once, sent in any form."""

    name, title, icon = "reports", "统计上报", "report"
    makers = (TablesPage, DashboardPage, CrossPage, FormsPage, SummariesPage, ConsolidationPage)
    help_lines = (
        "左边选报表,上面选统计期;每月1日至5日默认上月,其余默认本月。",
        "导出的工作簿里有公式和图表,可以直接报送;月度汇总把各张表放在一个文件里。",
        "鼠标停在表头上,看这一列的口径。",
    )
