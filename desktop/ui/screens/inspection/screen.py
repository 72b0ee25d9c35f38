"""The inspection screen: plans, the records and their entry, what is found, and the lists that are used."""

from desktop.ui.paged import PagedScreen
from desktop.ui.screens.inspection.findings.page import FindingsPage
from desktop.ui.screens.inspection.lists import ListsPage
from desktop.ui.screens.inspection.plans.page import PlansPage
from desktop.ui.screens.inspection.records.page import RecordsPage


class InspectionScreen(PagedScreen):
    """From the plan over the paper to the score."""

    name, title, icon = "inspection", "检查", "inspect"
    makers = (PlansPage, RecordsPage, FindingsPage, ListsPage)
    help_lines = (
        "先在“计划”里选小区和检查表,打印一叠检查表带去现场;回来在“检查记录”里按纸面顺序录入,扫纸上的二维码就能打开那一张。",
        "录入只用键盘:数字填结果,空格是没有问题,Enter 到下一项;每填一项就自动保存,随时可以离开。",
        "扣分的条目列在“问题整改”:选几个一起下整改通知书,签收、回执、复查到销号;"
        "现在能办的列在右边,F4 打开全部,F7 换到通知书。",
        "“检查表”里随软件提供的表先复制再修改;每次保存是一个新版本,做过的检查仍按原来的版本。",
    )
