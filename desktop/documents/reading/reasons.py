"""Why a spreadsheet cannot be read, as the one sentence that tells the user what to do."""

from enum import Enum

_SAVE_AS = "请用WPS或Excel打开,另存为.xlsx后再试。"


class Reason(Enum):
    """Members are named in the child's answer; the value is the sentence."""

    MISSING = "找不到这个文件,请检查它是否被移动或改名。"
    LOCKED = "打不开这个文件(没有权限或正被占用),请先在WPS或Excel里关闭它再试。"
    EMPTY = "这个文件是空的,请检查是否选对了文件。"
    TOO_LARGE = "文件超过64MB,请拆成几个文件后分别导入。"
    TOO_MANY_ROWS = "一张表超过30万行,请拆成几个文件后分别导入。"
    TOO_FAR = "表格的范围太大(可能有内容落在很远的行或列),请把有用的区域复制到新工作簿,另存为.xlsx后再试。"
    TOO_SLOW = "这个文件读取时间过长(内容可能不正常),请把需要的行复制到新工作簿,另存为.xlsx后再试。"
    BOMB = "这个文件解压后大得不正常,不能导入,请向提供者要一份重新保存的.xlsx。"
    ENTITIES = "这个文件里有不该出现的外部定义(DTD),不能导入,请向提供者要一份重新保存的.xlsx。"
    UNSAFE_PATHS = "这个文件的内部结构不正常,不能导入,请向提供者要一份重新保存的.xlsx。"
    MACROS = "文件里带有宏,请在WPS或Excel里另存为不带宏的.xlsx后再试。"
    ENCRYPTED = "文件有打开密码,请在WPS或Excel里去掉密码后另存为.xlsx再试。"
    DAMAGED = f"文件已损坏或不完整,{_SAVE_AS}"
    BROKEN = "这个文件读不下去(内容损坏或范围太大),请把需要的行复制到新工作簿,另存为.xlsx后再试。"
    NO_SHEETS = "文件里没有可以导入的工作表,请检查是否选对了文件。"
    OLD_EXCEL = f"这是很旧的Excel格式(Excel 4.0或更早),{_SAVE_AS}"
    WEB_PAGE = f"这个文件其实是网页(HTML),{_SAVE_AS}"
    XML = f"这个文件其实是XML,{_SAVE_AS}"
    OTHER_SHEET = f"暂不支持这种表格格式(.ods、.xlsb等),{_SAVE_AS}"
    ARCHIVE = "这是压缩包,请先解压,再用里面的表格。"
    WORD = "这是Word文档,请把其中的表格复制到Excel,保存为.xlsx后再试。"
    NOT_A_TABLE = "这个文件不是表格,请选择.xlsx、.xls或.csv文件。"
    ENCODING = "看不懂这个文本文件的文字编码,请用WPS或Excel打开,另存为.xlsx或UTF-8的.csv后再试。"
    QUOTES = "这个.csv文件里的引号不成对,请用WPS或Excel打开检查,另存为.xlsx后再试。"


class Unreadable(Exception):
    """The file ends here, for a named reason."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.name)
