"""Finding the estate that somebody means by a name in a table: its own name or one of its aliases, and one only."""

import re
from collections import defaultdict
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.domain.wording.companies import company_key

_BETWEEN = re.compile(r"[\s,，、;；/|]+")
_SUGGESTED = 3


class KnownEstates:
    """The estates in use, read once, by everything they are called."""

    def __init__(self, session: Session) -> None:
        self._ids: defaultdict[str, set[int]] = defaultdict(set)
        self._names: dict[str, str] = {}
        query = select(Estate.id, Estate.name, Estate.aliases).where(Estate.active).order_by(Estate.id)
        for key, name, aliases in session.execute(query):
            for called in filter(None, (name, *_BETWEEN.split(aliases))):
                self._ids[company_key(called)].add(key)
                self._names.setdefault(company_key(called), name)

    def one(self, written: str) -> int:
        """The id of the estate; ValueError, in words that say what to do, where none or several are called so."""
        key = company_key(written)
        found = self._ids.get(key, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise ValueError(f"有{len(found)}个小区都叫“{written}”,请写成能区分的名称或别名")
        if not key:
            raise ValueError("没有填小区")
        near = dict.fromkeys(self._names[each] for each in get_close_matches(key, self._names, _SUGGESTED))
        meant = f"是不是{'、'.join(f'“{name}”' for name in near)}" if near else "请先新增小区或导入小区名册"
        raise ValueError(f"没有小区“{written}”,{meant}")
