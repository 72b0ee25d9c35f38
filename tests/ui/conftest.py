"""What every test of the screens gets: a dressed application, and a failure for whatever a test leaves running."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QPushButton, QWidget

from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.style import Style, Theme
from desktop.ui.kit.background import Background
from desktop.ui.kit.parts.labels import ElidedLabel
from tests.office import Office

HERE = Path(__file__).parent
RESOURCES = HERE.parents[1] / "resources"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Menus, tips and calendars are windows of their own, which the offscreen platform cannot raise or grab for."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def style(qapp: QApplication) -> Style:
    """The application's style; a test that changes it sets it back."""
    return Style(qapp, RESOURCES, Theme.LIGHT)


@pytest.fixture(autouse=True)
def _dressed_and_tidy(style: Style, qapp: QApplication) -> Iterator[None]:  # noqa: ARG001
    """Every test is dressed, and fails when it leaves a thread, a running timer or a window behind."""
    threads, windows = set(threading.enumerate()), set(_windows(qapp))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    timers = [f"{w!r}: {t!r}" for w in qapp.topLevelWidgets() for t in w.findChildren(QTimer) if t.isActive()]
    assert not left, f"threads left running: {left}"
    assert not timers, f"timers left running: {timers}"
    assert not set(_windows(qapp)) - windows, "widgets without a parent are left"


@pytest.fixture
def desk(qapp: object, office: Office, tmp_path: Path) -> Iterator[Desk]:  # noqa: ARG001 - Qt must be there first
    """A real database, a clock that the office sets; every failure that no screen handles fails the test."""
    crashes: list[BaseException] = []
    background = Background(office.database)
    background.crashed.connect(crashes.append)
    yield Desk(background, lambda: office.now, office.operator, office.database.attachments, tmp_path / "pasted")
    background.shut_down()
    assert not crashes, crashes


def _windows(qapp: QApplication) -> list[QWidget]:
    return [w for w in qapp.topLevelWidgets() if w.metaObject().className() != "QComboBoxPrivateContainer"]


_LOOKS = {"light": (Theme.LIGHT, 1.0), "dark": (Theme.DARK, 1.0), "large": (Theme.LIGHT, 1.5)}


@pytest.fixture(params=list(_LOOKS))
def every_look(request: pytest.FixtureRequest, style: Style) -> Iterator[str]:
    """Run the test in each look; the value is its name."""
    style.set(*_LOOKS[request.param])
    yield request.param
    style.set(Theme.LIGHT, 1.0)


@pytest.fixture
def picture_of(tmp_path: Path) -> Callable[[QWidget, str], Path]:
    """Save a picture of a widget under `tmp_path` and return its path."""

    def save(widget: QWidget, name: str) -> Path:
        path = tmp_path / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return save


@pytest.fixture
def compose() -> Callable[[QWidget, str], None]:
    """Type Chinese as an input method does; QTest.keyClicks knows ASCII only and aborts."""

    def commit(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(widget, event)

    return commit


@pytest.fixture
def clipped() -> Callable[[QWidget], list[str]]:
    """Name every visible label and button inside a widget that is smaller than its text or lies on a neighbour."""
    return lambda widget: [*_too_small(widget), *_overlapping(widget)]


def _too_small(widget: QWidget) -> Iterator[str]:
    for child in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)):
        if child.isVisible() and child.text() and not isinstance(child, ElidedLabel) and not _fits(child):
            yield f"{type(child).__name__} {child.objectName()} {child.text()!r}: {child.size().toTuple()}"


def _fits(child: QLabel | QPushButton) -> bool:
    if isinstance(child, QLabel) and child.wordWrap():
        return child.height() >= child.heightForWidth(child.width())
    hint = child.minimumSizeHint() if isinstance(child, QPushButton) else child.sizeHint()
    return child.width() >= hint.width() and child.height() >= hint.height() - 1


def _overlapping(widget: QWidget) -> Iterator[str]:
    for parent in (widget, *widget.findChildren(QWidget)):
        if (layout := parent.layout()) is None:
            continue
        placed = [item for item in _widgets_of(layout) if item.isVisible() and not item.size().isEmpty()]
        for at, one in enumerate(placed):
            for other in placed[at + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    yield f"{one!r} lies on {other!r}"


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if inner := item.layout():
            yield from _widgets_of(inner)
        elif widget := item.widget():
            yield widget
