"""What a row of a spreadsheet of estates, buildings or rooms may hold, and the headings under which others keep it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desktop.forms.fields import Day, LongText, Number, Phone, Text
from desktop.forms.imports.headings import listed


@dataclass(frozen=True, slots=True)
class ImportedEstate:
    """One row of a list of estates, or of their buildings or rooms, which have nothing else of their own.

    `area` in 10,000 m² where the heading says so, in m² otherwise.
    """

    name: Annotated[
        str,
        Text(
            label="小区名称",
            longest=100,
            required=True,
            aliases=listed(
                "小区 名称 小区名 楼盘名 住宅小区 居住小区 住宅小区名称 楼盘名称 楼盘 物业项目 物业项目名称 "
                "项目名称 物业小区 plot_name name estate"
            ),
        ),
    ] = ""
    aliases: Annotated[str, Text(label="别名", longest=200, aliases=listed("曾用名 俗称 推广名 案名 小区别名"))] = ""
    district: Annotated[
        str,
        Text(
            label="区域",
            aliases=listed(
                "行政区 所属区 所在区 区县 街道 所属街道 所在街道 街镇 乡镇街道 板块 社区 所属社区 "
                "居委会 所属居委会 所属居委 居委 地址链 district"
            ),
        ),
    ] = ""
    address: Annotated[
        str,
        LongText(
            label="地址",
            longest=2000,
            aliases=listed("小区地址 详细地址 坐落 坐落地址 项目地址 位置 四至范围 address"),
        ),
    ] = ""
    built_year: Annotated[
        float | None,
        Number(
            label="建成年份",
            least=1840,
            most=2100,
            aliases=listed("建筑年代 建成年代 竣工年份 竣工时间 竣工日期 建造年代 建成时间 年代 year"),
        ),
    ] = None
    kind: Annotated[str, Text(label="建筑类型", aliases=listed("物业类型 小区类型 房屋类型 房屋性质 住宅类型"))] = ""
    developer: Annotated[str, Text(label="开发商", longest=200, aliases=listed("开发企业 开发单位 建设单位"))] = ""
    fee: Annotated[
        str,
        Text(label="物业费", aliases=listed("物业费用 物业费标准 收费标准 物业服务费 物业管理费 物业服务费标准")),
    ] = ""
    company: Annotated[
        str,
        Text(
            label="物业公司",
            longest=200,
            aliases=listed(
                "物业企业 物业服务企业 物业服务公司 物业管理公司 物业名称 物业服务企业名称 "
                "物业公司名称 物业管理单位 管理单位 物业单位 服务企业 物业 property_company"
            ),
        ),
    ] = ""
    manager: Annotated[str, Text(label="项目经理", longest=60, aliases=listed("小区经理 物业经理 经理 项目负责人"))] = (
        ""
    )
    manager_phone: Annotated[
        str,
        Phone(label="项目经理电话", aliases=listed("物业电话 经理电话 联系电话 服务电话 值班电话 联系方式")),
    ] = ""
    since: Annotated[
        date | None, Day(label="合同起始日", aliases=listed("合同开始日期 合同起始时间 进驻时间 服务起始日"))
    ] = None
    contract_ends: Annotated[
        date | None, Day(label="合同到期日", aliases=listed("合同终止日期 合同到期时间 合同截止日期 合同结束日期"))
    ] = None
    contract: Annotated[
        str,
        Text(
            label="合同期限",
            aliases=listed("合同起止时间 合同起止日期 合同期 合同有效期 服务期限 物业合同期限 起止时间"),
        ),
    ] = ""
    building_count: Annotated[
        float | None,
        Number(
            label="楼栋数",
            least=0,
            most=20_000,
            unit="栋",
            aliases=listed("楼栋总数 栋数 幢数 总栋数 楼幢数 楼幢总数 总幢数"),
        ),
    ] = None
    households: Annotated[
        float | None,
        Number(
            label="户数",
            least=0,
            most=500_000,
            unit="户",
            aliases=listed("房屋总数 总户数 规划户数 居民户数 住户数 房屋套数 套数 总套数 住宅套数"),
        ),
    ] = None
    area: Annotated[
        float | None,
        Number(label="建筑面积", least=0, aliases=listed("总建筑面积 建筑总面积 管理面积 总面积 面积")),
    ] = None
    coordinates: Annotated[str, Text(label="经纬度", aliases=listed("坐标 经纬坐标 经度纬度"))] = ""
    longitude: Annotated[
        float | None, Number(label="经度", least=-180, most=180, aliases=listed("lng lon longitude"))
    ] = None
    latitude: Annotated[float | None, Number(label="纬度", least=-90, most=90, aliases=listed("lat latitude"))] = None
    committee_term_ends: Annotated[
        date | None,
        Day(label="业委会届满日", aliases=listed("业委会届满时间 业委会任期届满 业委会到期时间 届满时间")),
    ] = None
    source_key: Annotated[
        str,
        Text(
            label="来源编号",
            longest=200,
            aliases=listed("小区编号 小区代码 项目编号 编号 plot_url 网址 url id"),
        ),
    ] = ""
    note: Annotated[str, LongText(label="备注", longest=2000, aliases=listed("说明 备注说明"))] = ""
    building: Annotated[
        str,
        Text(
            label="楼栋",
            aliases=listed("楼栋号 楼号 幢号 栋号 楼幢号 楼幢 楼栋名称 楼房号 栋 幢 座 座号 楼座 门牌 门牌号"),
        ),
    ] = ""
    unit: Annotated[str, Text(label="单元", aliases=listed("单元号 单元名称"))] = ""
    room: Annotated[
        str,
        Text(label="室号", personal=True, aliases=listed("房号 室 房间号 房屋号 房室号 房门号 户号 房屋编号")),
    ] = ""
