"""Which screens the window has, in the order of the bar; each is imported when it is first shown."""

from desktop.ui.main_window import Entry
from desktop.ui.screen import Screen


def _home() -> type[Screen]:
    from desktop.ui.screens.home import HomeScreen  # noqa: PLC0415

    return HomeScreen


def _intake() -> type[Screen]:
    from desktop.ui.screens.intake import IntakeScreen  # noqa: PLC0415

    return IntakeScreen


def _orders() -> type[Screen]:
    from desktop.ui.screens.orders import OrdersScreen  # noqa: PLC0415

    return OrdersScreen


def _dispatch() -> type[Screen]:
    from desktop.ui.screens.dispatch import DispatchScreen  # noqa: PLC0415

    return DispatchScreen


def _callback() -> type[Screen]:
    from desktop.ui.screens.callback import CallBackScreen  # noqa: PLC0415

    return CallBackScreen


def _inspection() -> type[Screen]:
    from desktop.ui.screens.inspection import InspectionScreen  # noqa: PLC0415

    return InspectionScreen


def _assessment() -> type[Screen]:
    from desktop.ui.screens.assessment import AssessmentScreen  # noqa: PLC0415

    return AssessmentScreen


def _reports() -> type[Screen]:
    from desktop.ui.screens.reports import ReportsScreen  # noqa: PLC0415

    return ReportsScreen


def _importing() -> type[Screen]:
    from desktop.ui.screens.importing import ImportScreen  # noqa: PLC0415

    return ImportScreen


def _settings() -> type[Screen]:
    from desktop.ui.screens.settings import SettingsScreen  # noqa: PLC0415

    return SettingsScreen


SCREENS = (
    Entry("home", "工作台", "home", _home),
    Entry("intake", "受理登记", "intake", _intake),
    Entry("orders", "工单", "orders", _orders),
    Entry("dispatch", "派单", "dispatch", _dispatch),
    Entry("callback", "回访", "callback", _callback),
    Entry("inspection", "检查", "inspect", _inspection),
    Entry("assessment", "考核", "assess", _assessment),
    Entry("reports", "统计上报", "report", _reports),
    Entry("importing", "表格导入", "import", _importing),
    Entry("settings", "设置", "settings", _settings),
)
