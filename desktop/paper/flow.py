"""Pages that are filled from the top; a new one is dressed whenever the room is used up."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF

from desktop.paper.pages import Page


class Flow:
    """`dress(page, number)` puts on a page what each has and answers the field that is left; `leave(page)` comes when
    a page is full, or is the last."""

    def __init__(
        self,
        size: QSizeF,
        dress: Callable[[Page, int], QRectF],
        leave: Callable[[Page], None] = lambda _: None,
    ) -> None:
        self._size, self._dress, self._leave = size, dress, leave
        self.pages: list[Page] = []
        self.field = QRectF()
        self.top = 0.0
        self.turn()

    @property
    def page(self) -> Page:
        """The page that is being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """What is left of its height."""
        return self.field.bottom() - self.top

    @property
    def fresh(self) -> bool:
        """Whether nothing was placed on this page yet."""
        return self.top <= self.field.top()

    def need(self, height: float) -> None:
        """Turn the page unless so much is left on it, or it is fresh."""
        if height > self.room + 0.5 and not self.fresh:
            self.turn()

    def turn(self) -> None:
        """Go on on a new page."""
        if self.pages:
            self._leave(self.page)
        self.pages.append(Page(self._size))
        self.field = self._dress(self.page, len(self.pages))
        self.top = self.field.top()

    def finish(self) -> list[Page]:
        """All pages, the last one left too."""
        self._leave(self.page)
        return self.pages
