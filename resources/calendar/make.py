"""Write statutory.json: the 13 statutory holidays of every year from 2027 to 2060, by the rules in force since 2025.

国务院《全国年节及纪念日放假办法》(2024-11-10): 元旦1天,春节4天(除夕至初三),清明1天,劳动节2天,端午1天,中秋1天,国庆3天。
Run with the development dependencies: python resources/calendar/make.py
"""

import json
from datetime import date, timedelta
from pathlib import Path

from lunar_python import Lunar, LunarYear

YEARS = range(2027, 2061)


def of_lunar(year: int, month: int, day: int) -> date:
    """The solar date of a day of the lunar year that begins in `year`."""
    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def tomb_sweeping(year: int) -> date:
    """The day of the solar term 清明."""
    for term, solar in Lunar.fromYmd(year, 1, 1).getJieQiTable().items():
        if term == "清明":
            return date(solar.getYear(), solar.getMonth(), solar.getDay())
    raise LookupError(f"no 清明 in {LunarYear.fromYear(year)}")


def holidays(year: int) -> dict[str, list[date]]:
    """The statutory holidays of a year by name."""
    spring = of_lunar(year, 1, 1)
    return {
        "元旦": [date(year, 1, 1)],
        "春节": [spring + timedelta(days) for days in range(-1, 3)],
        "清明节": [tomb_sweeping(year)],
        "劳动节": [date(year, 5, 1), date(year, 5, 2)],
        "端午节": [of_lunar(year, 5, 5)],
        "中秋节": [of_lunar(year, 8, 15)],
        "国庆节": [date(year, 10, day) for day in (1, 2, 3)],
    }


def main() -> None:
    """One line a year."""
    lines = [
        f'  "{year}": '
        + json.dumps({n: [f"{d:%m-%d}" for d in days] for n, days in holidays(year).items()}, ensure_ascii=False)
        for year in YEARS
    ]
    about = "法定节假日推算,不含调休;当年放假安排公布后以录入的为准(全国年节及纪念日放假办法,2024-11-10)"
    text = '{\n "version": 1,\n "about": ["' + about + '"],\n "years": {\n' + ",\n".join(lines) + "\n }\n}\n"
    Path(__file__).with_name("statutory.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
