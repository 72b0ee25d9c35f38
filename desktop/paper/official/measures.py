"""The measures of GB/T 9704-2012 in tenths of a millimetre, and its letter sizes."""

from typing import Final

from PySide6.QtCore import QRectF, QSizeF

from desktop.paper.pages import POINT

PAPER: Final = QSizeF(2100, 2970)
FIELD: Final = QRectF(280, 370, 1560, 2250)  # 订口28mm, 天头37mm, 版心156mm×225mm (5.2.1)
LINES: Final = 22  # a page
CHARACTERS: Final = 28  # a line (5.2.3)
LINE: Final = FIELD.height() / LINES
CHARACTER: Final = FIELD.width() / CHARACTERS
SIZE_2: Final = 22 * POINT  # 2号, the title
SIZE_3: Final = 16 * POINT  # 3号, the text
SIZE_4: Final = 14 * POINT  # 4号, the page's number
SMALL_4: Final = 12 * POINT  # 小四, inside tables
PAGE_NUMBER: Final = 70.0  # below the field (7.5)
RED: Final = "#D7000F"
