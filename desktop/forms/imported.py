"""What a spreadsheet of orders or estates may hold: the fields, and the headings under which others keep them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from desktop.domain.words import Labelled
from desktop.forms.fields import Day, LongText, Moment, Number, Phone, Text, YesNo, fields_of
from desktop.forms.intake import Intake


def _names(listed: str) -> tuple[str, ...]:
    """Headings written as one text with blanks between, the surest first."""
    return tuple(listed.split())


_INTAKE = {name: field.aliases for name, field in fields_of(Intake).items()}


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """One row of a list of orders. Words of lists (channel, category, estate …) are still as the sheet writes them."""

    upstream_number: Annotated[
        str,
        Text(
            label="上游工单号",
            longest=60,
            aliases=_names(
                "工单编号 12345工单编号 热线12345工单编号 热线工单编号 工单号 工单号码 留言编号 来信编号 信件编号 "
                "诉求编号 原工单编号 受理编号 案件编号 任务号 任务编号 登记编号 信访编号 编号 单号 id"
            ),
        ),
    ] = ""
    received_at: Annotated[
        datetime | None,
        Moment(
            label="受理时间",
            required=True,
            aliases=_names(
                "交办时间 留言时间 来电时间 诉求时间 登记时间 投诉时间 反映时间 受理日期 来电日期 来信时间 来信日期 "
                "交办日期 登记日期 创建时间 上报时间 发现时间 提交时间 接单时间 日期 时间 date time"
            ),
        ),
    ] = None
    title: Annotated[
        str,
        Text(
            label="标题",
            longest=200,
            aliases=_names("工单标题 留言主题 诉求标题 诉求主题 主题 事项 事由 诉求事项 题目 title"),
        ),
    ] = ""
    content: Annotated[
        str,
        LongText(
            label="诉求内容",
            aliases=(
                *_INTAKE["content"],
                *_names(
                    "主要内容 诉求描述 诉求详情 问题描述 留言内容 投诉内容 反映内容 反映问题 来电内容 "
                    "具体内容 事件描述 案件描述 内容 描述 详情 诉求 content detail text message"
                ),
            ),
        ),
    ] = ""
    kind: Annotated[str, Text(label="诉求类型", aliases=_names("工单类型 诉求性质 来电类型 事项类型 诉求类别性质"))] = (
        ""
    )
    channel: Annotated[
        str,
        Text(
            label="诉求渠道",
            aliases=_names("渠道 工单来源 受理渠道 来源 诉求来源 来源渠道 受理方式 案件来源 信息来源"),
        ),
    ] = ""
    category: Annotated[
        str,
        Text(
            label="一级分类",
            aliases=_names(
                "一级业务分类 一级类别 诉求分类 问题分类 业务类型 业务分类 分类 类别 诉求类别 "
                "投诉类别 问题类型 投诉类型 一级标签 大类 标签 label"
            ),
        ),
    ] = ""
    subcategory: Annotated[
        str,
        Text(label="二级分类", aliases=_names("二级业务分类 二级类别 二级标签 二级问题分类 小类 细类 子类")),
    ] = ""
    urgency: Annotated[str, Text(label="紧急程度", aliases=_names("紧急度 缓急程度 优先级 是否紧急 紧急"))] = ""
    street: Annotated[
        str,
        Text(
            label="街道",
            aliases=_names("街镇 所属街道 属地街道 街道乡镇 被反映街乡镇 所属街镇 事发街道 乡镇街道 街道名称"),
        ),
    ] = ""
    estate: Annotated[
        str,
        Text(
            label="小区",
            aliases=_names(
                "小区名称 所属小区 小区点位 诉求小区 被反映小区 物业小区 住宅小区 居住小区 楼盘 物业项目 项目名称"
            ),
        ),
    ] = ""
    building: Annotated[str, Text(label="楼栋", aliases=_names("楼号 栋 幢 楼幢 楼栋号 栋号 幢号"))] = ""
    unit: Annotated[str, Text(label="单元", aliases=_names("单元号"))] = ""
    room: Annotated[str, Text(label="室", personal=True, aliases=_names("室号 房号 房间号 房屋 户号"))] = ""
    address: Annotated[
        str,
        Text(
            label="地址",
            longest=200,
            personal=True,
            aliases=_names(
                "诉求详细地址 诉求地址 详细地址 事发地址 发生地址 事件地址 地点 发生地点 案发地点 "
                "反映地址 住址 位置 address"
            ),
        ),
    ] = ""
    caller_name: Annotated[
        str,
        Text(
            label="来电人",
            longest=60,
            personal=True,
            aliases=(
                *_INTAKE["caller_name"],
                *_names(
                    "诉求人姓名 来信人 写信人 留言人 求助人 投诉人 反映人 "
                    "姓名 市民姓名 来电人姓名 当事人 业主姓名 称呼 用户 name user"
                ),
            ),
        ),
    ] = ""
    phone: Annotated[
        str,
        Phone(
            label="联系电话",
            personal=True,
            aliases=(
                *_INTAKE["phone"],
                *_names(
                    "电话 手机 手机号 手机号码 电话号码 联系号码 联系人电话 投诉人电话 反映人电话 "
                    "诉求人电话 业主电话 主叫号码 phone tel mobile"
                ),
            ),
        ),
    ] = ""
    organisation: Annotated[
        str,
        Text(
            label="主办单位",
            aliases=_names(
                "主责部门 承办单位 处置单位 责任单位 办理单位 承办部门 处理单位 处理部门 物业公司 "
                "物业企业 主办部门 三级主责部门"
            ),
        ),
    ] = ""
    assisting: Annotated[str, Text(label="协办单位", longest=200, aliases=_names("协办部门 配合单位 会办单位"))] = ""
    dispatched_at: Annotated[
        datetime | None, Moment(label="派单时间", aliases=_names("派发时间 转办时间 下派时间"))
    ] = None
    upstream_due_at: Annotated[
        datetime | None,
        Moment(
            label="办结期限",
            aliases=_names("截止时间 办理期限 办结时限 要求办结时间 处理时限 截止日期 上游截止时间 到期时间"),
        ),
    ] = None
    state: Annotated[str, Text(label="工单状态", aliases=_names("状态 办理状态 处理状态 当前状态 办理情况状态"))] = ""
    closed_at: Annotated[
        datetime | None,
        Moment(
            label="办结时间",
            aliases=_names(
                "回复时间 答复时间 回复日期 答复日期 结案时间 完成时间 办结日期 结案日期 办理完成时间 实际办结时间"
            ),
        ),
    ] = None
    result: Annotated[
        str,
        LongText(
            label="办理结果",
            aliases=_names("处理结果 办理情况 处理情况 答复内容 回复内容 处置结果 答复意见 办结意见 处理意见"),
        ),
    ] = ""
    contacted: Annotated[
        bool | None, YesNo(label="先行联系", three=True, aliases=_names("是否先行联系 先行联系情况"))
    ] = None
    verdict: Annotated[str, Text(label="结案评判", aliases=_names("办结类型 结案类型 解决类型"))] = ""
    solved: Annotated[
        str, Text(label="解决情况", aliases=_names("是否解决 问题是否得到解决 是否得到解决 诉求解决情况"))
    ] = ""
    rating: Annotated[
        str, Text(label="综合满意度", aliases=_names("满意度 是否满意 满意情况 满意度评价 综合评价 评价"))
    ] = ""
    repeated: Annotated[
        bool | None,
        YesNo(label="是否重复", three=True, aliases=_names("是否重复件 重复工单 是否重复诉求 是否重复来电")),
    ] = None
    repeat_of: Annotated[
        str, Text(label="重复工单号", longest=60, aliases=_names("重复工单编号 原单号 关联工单号 关联工单编号"))
    ] = ""
    note: Annotated[str, LongText(label="备注", aliases=_names("说明 备注说明 remark note"))] = ""


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
            aliases=_names(
                "小区 名称 小区名 楼盘名 住宅小区 居住小区 住宅小区名称 楼盘名称 楼盘 物业项目 物业项目名称 "
                "项目名称 物业小区 plot_name name estate"
            ),
        ),
    ] = ""
    aliases: Annotated[str, Text(label="别名", longest=200, aliases=_names("曾用名 俗称 推广名 案名 小区别名"))] = ""
    district: Annotated[
        str,
        Text(
            label="区域",
            aliases=_names(
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
            aliases=_names("小区地址 详细地址 坐落 坐落地址 项目地址 位置 四至范围 address"),
        ),
    ] = ""
    built_year: Annotated[
        float | None,
        Number(
            label="建成年份",
            least=1840,
            most=2100,
            aliases=_names("建筑年代 建成年代 竣工年份 竣工时间 竣工日期 建造年代 建成时间 年代 year"),
        ),
    ] = None
    kind: Annotated[str, Text(label="建筑类型", aliases=_names("物业类型 小区类型 房屋类型 房屋性质 住宅类型"))] = ""
    developer: Annotated[str, Text(label="开发商", longest=200, aliases=_names("开发企业 开发单位 建设单位"))] = ""
    fee: Annotated[
        str,
        Text(label="物业费", aliases=_names("物业费用 物业费标准 收费标准 物业服务费 物业管理费 物业服务费标准")),
    ] = ""
    company: Annotated[
        str,
        Text(
            label="物业公司",
            longest=200,
            aliases=_names(
                "物业企业 物业服务企业 物业服务公司 物业管理公司 物业名称 物业服务企业名称 "
                "物业公司名称 物业管理单位 管理单位 物业单位 服务企业 物业 property_company"
            ),
        ),
    ] = ""
    manager: Annotated[str, Text(label="项目经理", longest=60, aliases=_names("小区经理 物业经理 经理 项目负责人"))] = (
        ""
    )
    manager_phone: Annotated[
        str,
        Phone(label="项目经理电话", aliases=_names("物业电话 经理电话 联系电话 服务电话 值班电话 联系方式")),
    ] = ""
    since: Annotated[
        date | None, Day(label="合同起始日", aliases=_names("合同开始日期 合同起始时间 进驻时间 服务起始日"))
    ] = None
    contract_ends: Annotated[
        date | None, Day(label="合同到期日", aliases=_names("合同终止日期 合同到期时间 合同截止日期 合同结束日期"))
    ] = None
    contract: Annotated[
        str,
        Text(
            label="合同期限",
            aliases=_names("合同起止时间 合同起止日期 合同期 合同有效期 服务期限 物业合同期限 起止时间"),
        ),
    ] = ""
    building_count: Annotated[
        float | None,
        Number(
            label="楼栋数",
            least=0,
            most=20_000,
            unit="栋",
            aliases=_names("楼栋总数 栋数 幢数 总栋数 楼幢数 楼幢总数 总幢数"),
        ),
    ] = None
    households: Annotated[
        float | None,
        Number(
            label="户数",
            least=0,
            most=500_000,
            unit="户",
            aliases=_names("房屋总数 总户数 规划户数 居民户数 住户数 房屋套数 套数 总套数 住宅套数"),
        ),
    ] = None
    area: Annotated[
        float | None,
        Number(label="建筑面积", least=0, aliases=_names("总建筑面积 建筑总面积 管理面积 总面积 面积")),
    ] = None
    coordinates: Annotated[str, Text(label="经纬度", aliases=_names("坐标 经纬坐标 经度纬度"))] = ""
    longitude: Annotated[
        float | None, Number(label="经度", least=-180, most=180, aliases=_names("lng lon longitude"))
    ] = None
    latitude: Annotated[float | None, Number(label="纬度", least=-90, most=90, aliases=_names("lat latitude"))] = None
    committee_term_ends: Annotated[
        date | None,
        Day(label="业委会届满日", aliases=_names("业委会届满时间 业委会任期届满 业委会到期时间 届满时间")),
    ] = None
    source_key: Annotated[
        str,
        Text(
            label="来源编号",
            longest=200,
            aliases=_names("小区编号 小区代码 项目编号 编号 plot_url 网址 url id"),
        ),
    ] = ""
    note: Annotated[str, LongText(label="备注", longest=2000, aliases=_names("说明 备注说明"))] = ""
    building: Annotated[
        str,
        Text(
            label="楼栋",
            aliases=_names("楼栋号 楼号 幢号 栋号 楼幢号 楼幢 楼栋名称 楼房号 栋 幢 座 座号 楼座 门牌 门牌号"),
        ),
    ] = ""
    unit: Annotated[str, Text(label="单元", aliases=_names("单元号 单元名称"))] = ""
    room: Annotated[
        str,
        Text(label="室号", personal=True, aliases=_names("房号 室 房间号 房屋号 房室号 房门号 户号 房屋编号")),
    ] = ""


class Target(Labelled):
    """What is imported."""

    ORDERS = "orders", "工单"
    ESTATES = "estates", "小区"

    @property
    def form(self) -> type[Any]:
        """The form that one row fills."""
        return ImportedOrder if self is Target.ORDERS else ImportedEstate
