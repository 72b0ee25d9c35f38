"""The short forms for an estate or a unit that is not yet in the lists."""

from dataclasses import dataclass
from typing import Annotated

from desktop.forms.fields import Number, Phone, Pick, Text


@dataclass(frozen=True, slots=True)
class NewEstate:
    """新增小区: what is needed to take a complaint; the rest comes by import or later."""

    name: Annotated[str, Text(label="小区名称", longest=60, required=True)] = ""
    address: Annotated[str, Text(label="地址", longest=200)] = ""
    company: Annotated[int | None, Pick(label="物业服务企业", of="organisation")] = None
    households: Annotated[float | None, Number(label="户数", least=0, most=100_000, unit="户")] = None
    area: Annotated[float | None, Number(label="建筑面积", least=0, most=10_000, unit="万㎡", decimals=2)] = None


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """新增单位."""

    name: Annotated[str, Text(label="单位名称", longest=60, required=True)] = ""
    party: Annotated[str | None, Pick(label="单位类型", of="party", required=True)] = None
    contact: Annotated[str, Text(label="联系人", longest=30)] = ""
    phone: Annotated[str, Phone(label="联系电话")] = ""
