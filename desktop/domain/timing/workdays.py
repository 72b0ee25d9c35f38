"""Which days the office works: official holiday tables, and what is assumed for years that have none yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from desktop.domain.timing.holidays import YearTable

MADE_UP = "调休上班"
WEEKEND = {5: "周六", 6: "周日"}
ONE_DAY = timedelta(1)

_LIBRARY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


@dataclass(frozen=True)
class WorkCalendar:
    """Immutable; `off` and `on` are the days that differ from the plain week, `years` those with an official table."""

    off: Mapping[date, str]
    on: frozenset[date]
    years: frozenset[int]

    @classmethod
    def official(
        cls,
        entered: Mapping[int, YearTable] | None = None,
        statutory: Mapping[str, Mapping[str, list[str]]] | None = None,
    ) -> "WorkCalendar":
        """The tables of the library (2004 to 2026), those the office has `entered` (they win), else the law's 13 days.

        `statutory` is the part "years" of resources/calendar/statutory.json: year → holiday → list of "MM-DD".
        """
        tables = {**library_tables(), **(entered or {})}
        off: dict[date, str] = {}
        for year, holidays in (statutory or {}).items():
            if int(year) not in tables:
                off |= {date.fromisoformat(f"{year}-{day}"): name for name, days in holidays.items() for day in days}
        for table in tables.values():
            off |= {day: table.names.get(day, "放假") for day in table.off}
        on = frozenset(day for table in tables.values() for day in table.on)
        return cls({day: name for day, name in off.items() if day not in on}, on, frozenset(tables))

    def is_official(self, year: int) -> bool:
        """Whether the State Council's arrangement for `year` is known; if not, its days are provisional."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether the office works on `day`."""
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def name_of(self, day: date) -> str:
        """国庆节, 调休上班, 周六, 周日, or nothing for an ordinary working day."""
        if day in self.on:
            return MADE_UP
        return self.off.get(day) or WEEKEND.get(day.weekday(), "")

    def next_workday(self, day: date) -> date:
        """`day` itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is not counted itself; `day` for 0; ValueError below 0."""
        if count < 0:
            raise ValueError(f"cannot count {count} working days")
        for _ in range(count):
            day = self.next_workday(day + ONE_DAY)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is before `start`."""
        if end < start:
            return -self.workdays_between(end, start)
        return sum(map(self.is_workday, days(start + ONE_DAY, end)))


def days(start: date, end: date) -> Iterator[date]:
    """Every day from `start` to `end`, both included; none when `end` is before `start`."""
    return (start + timedelta(n) for n in range((end - start).days + 1))


@cache
def library_tables() -> dict[int, YearTable]:
    """The official arrangements that chinesecalendar carries, by year."""
    from chinese_calendar import constants  # noqa: PLC0415 (12 ms, and needed only where a day is counted)

    off = {day: _LIBRARY_NAMES.get(name, name) for day, name in constants.holidays.items()}
    years = {day.year for day in off}
    return {
        year: YearTable(
            year,
            frozenset(day for day in off if day.year == year),
            frozenset(day for day in constants.workdays if day.year == year),
            {day: name for day, name in off.items() if day.year == year},
        )
        for year in years
    }
