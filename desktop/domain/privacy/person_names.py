"""Chinese surnames, forms of address, and words that only look like a name."""

# The commonest surnames, without those that are nearly always an ordinary word (和, 时, 有, 那, 从, 都 …).
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹薛阎闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧殷詹关焦俞左柳甘祝宁尚符舒阮柯纪梅童毕凌单季裴霍涂成苗谷曲盛冉翁"
    "蓝骆游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆卓古吉缪简车项连芦褚娄窦戚岑景党费卜冷晏席卫柏瞿桂佟臧闵苟邬"
    "卞姬仇栾隋商刁荣巫寇桑郎甄丛仲虞敖巩佘池查麻苑封谈匡鞠惠荆冀郁储栗楚劳谌冼蔺楼厉"
)
COMPOUND = "欧阳|司马|上官|诸葛|皇甫|尉迟|令狐|司徒|慕容|夏侯|东方|公孙|长孙|宇文|轩辕|端木|百里|南宫|西门|独孤"
_COMPOUND = frozenset(COMPOUND.split("|"))
TITLES = (
    "女士|先生|小姐|阿姨|叔叔|大叔|大爷|大妈|大娘|奶奶|爷爷|阿婆|阿公|阿伯|伯伯|伯母|老伯|老先生|老太太|老太|大姐|大哥|太太|"
    "婆婆|公公|师母|同志|老师|师傅"
)
# Words that begin with a surname and are not a name.
_WORDS = (
    "张贴 张罗 高层 高空 高温 高峰 高度 高价 高压 高声 方便 方式 方面 方案 方向 安装 安全 安排 安静 安保 安防 "
    "金属 金额 黄色 黄土 白天 白色 马上 马路 马桶 周末 周边 周围 周一 周二 周三 周四 周五 周六 周日 周期 管道 "
    "管理 管线 于是 万一 余下 温度 江苏 石头 石材 成立 成为 成员 关于 关闭 关门 关系 关注 严重 严禁 文明 文件 "
    "田林 陆续 程度 车库 车位 车辆 车棚 车主 车子 连续 连接 连通 单元 单位 单独 解决 解释 任何 任意 任务 何时 "
    "查看 查询 查实 查明 房屋 房东 房间 房产 房顶 房管 房租 费用 封闭 封堵 谈话 商业 商铺 商量 商户 池塘 麻烦 "
    "楼道 楼上 楼下 楼栋 楼房 楼顶 楼里 楼内 楼组 楼宇 楼层 康复 施工 武警 顾客 毛病 莫名 钱款 古树 项目 阳台 "
    "阳光 简单 游乐 蓝色 左右 左侧 季度 宁可 符合 尚未 纪念 欧式 申请 申报 易燃 齐全 牛皮 冷却 席地 卫生 荣誉 "
    "郎中 储藏 劳动 楚河 文化 文字 成功 成本 成型 成都 成效 施救 古城 吉祥 华为 费心 费力 文艺 万家 万达 万科 "
    "钱江 金山 金桥 黄浦 顾村 庄园 龙头 石库 江湾 白蚁 柏油 安家 安心 康庄 景观 景区 房号 房客 楼长 楼群 童车 "
    "鲁班 游泳 左边 连日 连带 连夜 车身 车牌 车道 管网 管家 管子 管护 管辖 齐心 冷风 冷水 商家 商场 商贩 高楼 "
    "高兴 高低 马力 方才 黄梅 温馨 宁静 左手 解除 解答 查封 查处 查收 封路 封条 封住 谈判 成年 成天 华东 阳性 "
    "文员 段落 史上 石板 石块 安徽 安置 安居 纪委 贾汪 尚有 于此 于今 高中 任课 任其 商所 商议 管大 付费 陈述 孙子 "
    "房门 房款 楼林 楼小 房子 付出 管部 管说 游客 辛苦 曾经 曾在 曾多 项物"
)
NOT_NAMES = frozenset(_WORDS.split())
_NOBODY = "保密 匿名 不详 未知 不便透露 不愿透露 要求保密 未留 未提供 无 同上 本人 业主 居民 市民 住户 物业"
NOT_SAID = frozenset(_NOBODY.split())


def is_word(text: str) -> bool:
    """Whether `text` begins like a name but is an ordinary word."""
    return text[:2] in NOT_NAMES or text in NOT_SAID


def surname_of(name: str) -> str:
    """The surname of a Chinese name (two characters for a compound one), or its first character."""
    return name[:2] if len(name) > 2 and name[:2] in _COMPOUND else name[:1]
