"""What a row of a spreadsheet of orders may hold, and the headings under which others keep it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from desktop.forms.fields import LongText, Moment, Phone, Text, YesNo, fields_of
from desktop.forms.imports.headings import listed
from desktop.forms.intake import Intake

_INTAKE = {name: field.aliases for name, field in fields_of(Intake).items()}


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """One row of a list of orders. Words of lists (channel, category, estate …) are still as the sheet writes them."""

    upstream_number: Annotated[
        str,
        Text(
            label="上游工单号",
            longest=60,
            aliases=listed(
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
            aliases=listed(
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
            aliases=listed("工单标题 留言主题 诉求标题 诉求主题 主题 事项 事由 诉求事项 题目 title"),
        ),
    ] = ""
    content: Annotated[
        str,
        LongText(
            label="诉求内容",
            aliases=(
                *_INTAKE["content"],
                *listed(
                    "主要内容 诉求描述 诉求详情 问题描述 留言内容 投诉内容 反映内容 反映问题 来电内容 "
                    "具体内容 事件描述 案件描述 内容 描述 详情 诉求 content detail text message"
                ),
            ),
        ),
    ] = ""
    kind: Annotated[str, Text(label="诉求类型", aliases=listed("工单类型 诉求性质 来电类型 事项类型 诉求类别性质"))] = (
        ""
    )
    channel: Annotated[
        str,
        Text(
            label="诉求渠道",
            aliases=listed("渠道 工单来源 受理渠道 来源 诉求来源 来源渠道 受理方式 案件来源 信息来源"),
        ),
    ] = ""
    category: Annotated[
        str,
        Text(
            label="一级分类",
            aliases=listed(
                "一级业务分类 一级类别 诉求分类 问题分类 业务类型 业务分类 分类 类别 诉求类别 "
                "投诉类别 问题类型 投诉类型 一级标签 大类 标签 label"
            ),
        ),
    ] = ""
    subcategory: Annotated[
        str,
        Text(label="二级分类", aliases=listed("二级业务分类 二级类别 二级标签 二级问题分类 小类 细类 子类")),
    ] = ""
    urgency: Annotated[str, Text(label="紧急程度", aliases=listed("紧急度 缓急程度 优先级 是否紧急 紧急"))] = ""
    street: Annotated[
        str,
        Text(
            label="街道",
            aliases=listed("街镇 所属街道 属地街道 街道乡镇 被反映街乡镇 所属街镇 事发街道 乡镇街道 街道名称"),
        ),
    ] = ""
    estate: Annotated[
        str,
        Text(
            label="小区",
            aliases=listed(
                "小区名称 所属小区 小区点位 诉求小区 被反映小区 物业小区 住宅小区 居住小区 楼盘 物业项目 项目名称"
            ),
        ),
    ] = ""
    building: Annotated[str, Text(label="楼栋", aliases=listed("楼号 栋 幢 楼幢 楼栋号 栋号 幢号"))] = ""
    unit: Annotated[str, Text(label="单元", aliases=listed("单元号"))] = ""
    room: Annotated[str, Text(label="室", personal=True, aliases=listed("室号 房号 房间号 房屋 户号"))] = ""
    address: Annotated[
        str,
        Text(
            label="地址",
            longest=200,
            personal=True,
            aliases=listed(
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
                *listed(
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
                *listed(
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
            aliases=listed(
                "主责部门 承办单位 处置单位 责任单位 办理单位 承办部门 处理单位 处理部门 物业公司 "
                "物业企业 主办部门 三级主责部门"
            ),
        ),
    ] = ""
    assisting: Annotated[str, Text(label="协办单位", longest=200, aliases=listed("协办部门 配合单位 会办单位"))] = ""
    dispatched_at: Annotated[
        datetime | None, Moment(label="派单时间", aliases=listed("派发时间 转办时间 下派时间"))
    ] = None
    upstream_due_at: Annotated[
        datetime | None,
        Moment(
            label="办结期限",
            aliases=listed("截止时间 办理期限 办结时限 要求办结时间 处理时限 截止日期 上游截止时间 到期时间"),
        ),
    ] = None
    state: Annotated[str, Text(label="工单状态", aliases=listed("状态 办理状态 处理状态 当前状态 办理情况状态"))] = ""
    closed_at: Annotated[
        datetime | None,
        Moment(
            label="办结时间",
            aliases=listed(
                "回复时间 答复时间 回复日期 答复日期 结案时间 完成时间 办结日期 结案日期 办理完成时间 实际办结时间"
            ),
        ),
    ] = None
    result: Annotated[
        str,
        LongText(
            label="办理结果",
            aliases=listed("处理结果 办理情况 处理情况 答复内容 回复内容 处置结果 答复意见 办结意见 处理意见"),
        ),
    ] = ""
    contacted: Annotated[
        bool | None, YesNo(label="先行联系", three=True, aliases=listed("是否先行联系 先行联系情况"))
    ] = None
    verdict: Annotated[str, Text(label="结案评判", aliases=listed("办结类型 结案类型 解决类型"))] = ""
    solved: Annotated[
        str, Text(label="解决情况", aliases=listed("是否解决 问题是否得到解决 是否得到解决 诉求解决情况"))
    ] = ""
    rating: Annotated[
        str, Text(label="综合满意度", aliases=listed("满意度 是否满意 满意情况 满意度评价 综合评价 评价"))
    ] = ""
    repeated: Annotated[
        bool | None,
        YesNo(label="是否重复", three=True, aliases=listed("是否重复件 重复工单 是否重复诉求 是否重复来电")),
    ] = None
    repeat_of: Annotated[
        str, Text(label="重复工单号", longest=60, aliases=listed("重复工单编号 原单号 关联工单号 关联工单编号"))
    ] = ""
    note: Annotated[str, LongText(label="备注", aliases=listed("说明 备注说明 remark note"))] = ""
