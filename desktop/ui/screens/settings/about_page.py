"""关于: which version this is."""

import platform

from PySide6.QtCore import qVersion

import desktop
from desktop.ui.desk import Desk
from desktop.ui.kit.parts.card import Facts
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.settings.page import Page


class AboutPage(Page):
    """What somebody who helps will ask for."""

    name, words = "about", "关于"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        facts = Facts()
        facts.show_facts(
            {
                "程序": "邻里办",
                "版本": desktop.__version__,
                "系统": f"{platform.system()} {platform.release()}",
                "组件": f"Python {platform.python_version()}、Qt {qVersion()}",
            }
        )
        self.add(facts)
        self.add(
            label("数据只存在这台电脑上,程序不联网。求助时请说明版本和系统,不要发送居民信息。", "muted", wrap=True)
        )
        self.body.addStretch(1)
