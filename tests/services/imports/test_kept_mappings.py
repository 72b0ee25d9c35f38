"""Mappings under a name, and the shared real files going in whole."""

from datetime import datetime
from pathlib import Path

import pytest
from office import new_office

from desktop.domain.errors import Refused
from desktop.forms.imports.mapping import ImportMapping, Source
from desktop.forms.imports.targets import Target
from desktop.services.imports.estates import import_estates
from desktop.services.imports.mappings import keep_mapping, kept_mapping, kept_mappings
from desktop.services.imports.orders import import_orders
from desktop.services.imports.outcomes import Counts

SHARED = Path(__file__).parents[4] / "shared" / "data"
FIRST = ImportMapping(Target.ORDERS, {"content": Source("诉求内容")}, sheet="六月")


def test_a_mapping_is_kept_and_replaced(tmp_path: Path) -> None:
    database, _ = new_office(tmp_path)
    second = FIRST.with_column("note", Source("备注"))
    with database.write() as session:
        keep_mapping(session, " 热线月报 ", FIRST)
        keep_mapping(session, "热线月报", second)
    with database.read() as session:
        assert kept_mapping(session, Target.ORDERS, "热线月报") == second
        assert kept_mappings(session, Target.ESTATES) == []
        with pytest.raises(Refused, match="现有:热线月报"):
            kept_mapping(session, Target.ORDERS, "别的")
    with database.write() as session, pytest.raises(Refused):
        keep_mapping(session, "  ", FIRST)
    database.close()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not on this machine")
def test_the_real_messages_and_estates_go_in_whole(tmp_path: Path) -> None:
    database, operator = new_office(tmp_path)
    now = datetime(2026, 7, 1)
    messages = SHARED / "messages" / "群众留言.xlsx"
    with database.write() as session:
        estates = import_estates(session, SHARED / "estates" / "上海小区.csv", None, operator, now)
        orders = import_orders(session, messages, None, operator, now)
        again = import_orders(session, messages, None, operator, now)
    assert estates.counts == Counts(3_000, 0, 0)
    assert orders.counts == Counts(4_326, 0, 0)
    assert again.counts == Counts(0, 4_326, 0)
    database.close()
