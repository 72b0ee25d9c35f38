"""The report screen: the office's tables and what is made of them for the town."""

from desktop.ui.paged import PagedScreen
from desktop.ui.screens.reports.consolidation import ConsolidationPage
from desktop.ui.screens.reports.cross import CrossPage
from desktop.ui.screens.reports.dashboard import DashboardPage
from desktop.ui.screens.reports.forms import FormsPage
from desktop.ui.screens.reports.registers import RegistersPage
from desktop.ui.screens.reports.summaries import SummariesPage
from desktop.ui.screens.reports.tables import TablesPage


class ReportsScreen(PagedScreen):
    """Entered once, sent in any form."""

    name, title, icon = "reports", "统计上报", "report"
    makers = (TablesPage, DashboardPage, CrossPage, FormsPage, SummariesPage, RegistersPage, ConsolidationPage)
    help_lines = (
        "左边选报表,上面选统计期和范围;每月1日至5日默认上月,其余默认本月。带链接的数字按 Enter 打开后面的工单或记录。",
        "“与上期比”(Ctrl+B)另列件数和率的对比表;本期没结束时,只与上期、上年同期的同样天数比,表头写明是哪几天。",
        "“自检”列出不相符的数字;“上报”留存当时的文件,以后数据变了会提示“与已上报不一致”。",
        "“看板分析”是这一期的大数字和图;“自定义统计”任选行、列和指标,按名称存下来下次再用。",
        "“上级表格”打开镇里发的表,点格子指定填什么,存下来,下月一键填好;“工作总结”生成Word,自己写的话更新时保留。",
        "“基础台账”登记业委会届期、合同、表决、改造、消毒和物资,R15至R20由它们生成。",
        "“汇总”给镇级用:把各居委会报来的工作簿拖进来,看谁没报、哪里不平。",
    )
