"""The measures of an inspection sheet: millimetres from the upper left corner of an upright A4 page."""

from typing import Final

PAGE: Final = (210.0, 297.0)

# The corner marks: squares with their middles here, clear of what printers leave white; the last one is smaller, so
# that a reader knows which way up the page lies.
MARKS: Final = ((10.5, 10.5), (199.5, 10.5), (10.5, 286.5), (199.5, 286.5))
MARK, LAST_MARK = 5.0, 3.0
SPAN: Final = (MARKS[3][0] - MARKS[0][0], MARKS[3][1] - MARKS[0][1])  # between their middles

QR_SIDE: Final = 17.8
QR_LEFT, QR_TOP = 175.4, 8.5

LEFT, RIGHT = 15.0, 195.0
CODE, TEXT, POINTS, RULE, RESULT, DEDUCTION, REMARK = COLUMNS = (9.0, 56.0, 9.0, 22.0, 50.0, 11.0, 23.0)
PAD: Final = 0.8  # between a column's line and what stands in it

HEAD_TOP: Final = 28.5  # of the boxes in the head of the first page
HEAD_ROW: Final = 7.4
FIRST_TABLE, NEXT_TABLE = HEAD_TOP + 3 * HEAD_ROW + 2.0, 28.5  # where the table begins
HEADING: Final = 6.5  # of the columns
SECTION: Final = 5.6
BOTTOM: Final = 281.5
FOOT_LINE: Final = 284.3  # above the line with the page number

BOX: Final = 4.0  # a box to tick
CELL: Final = (5.0, 4.6)  # a cell for a digit
LABEL_GAP: Final = 0.6  # between a box and its word
TICK_GAP: Final = 1.8  # between a word and the next box
ROW_GAP: Final = 0.6
ROW_EDGE: Final = 0.5  # above and below what stands in an item
ITEM_LEAST: Final = 9.0  # high, so that there is room to write

TEXT_SIZE, SMALL_SIZE = 10.0, 9.0  # points
TEXT_LETTER, SMALL_LETTER = TEXT_SIZE * 25.4 / 72, SMALL_SIZE * 25.4 / 72  # how wide a letter of Chinese is
TEXT_LINE, SMALL_LINE = 4.3, 3.9  # from one line to the next

MOST_STRETCH: Final = 5.0  # by how much an item may grow where there is room

# The end of the sheet, row by row; the two for writing grow into what is left of the last page.
SUM_ROW: Final = 8.5
PROBLEMS, REQUIREMENT = (15.0, 85.0), (13.0, 55.0)  # least and most
SIGN_ROW: Final = 10.5
RECHECK_ROW: Final = 8.0
END_LEAST: Final = SUM_ROW + PROBLEMS[0] + REQUIREMENT[0] + 2 * SIGN_ROW + RECHECK_ROW
END_GAP: Final = 1.5  # between the table and the end
