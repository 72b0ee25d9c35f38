"""Names of companies."""

from desktop.domain.wording.companies import CompanyName, company, company_key, completed, is_self_managed


def test_names_are_tidied() -> None:
    assert company("上海 新长宁(集团) 有限公司\n") == CompanyName("上海新长宁（集团）有限公司", False)
    assert company("上海中远物业管理发展有限公司..") == CompanyName("上海中远物业管理发展有限公司", True)
    assert company("ＡＢＣ物业……") == CompanyName("ABC物业", True)


def test_words_that_say_there_is_none() -> None:
    assert [company(cell) for cell in ("暂无信息", "无", None, "自主物业", "居委会自管", "无物业")] == [None] * 6
    assert is_self_managed("居委会自管")
    assert not is_self_managed("自如物业")


def test_keys_ignore_brackets_blanks_and_width() -> None:
    assert company_key("上海新长宁(集团)有限公司") == company_key("上海新长宁（集团） 有限公司")
    assert company_key("甲物业") != company_key("乙物业")


def test_cut_names_are_completed_where_only_one_fits() -> None:
    names = [
        CompanyName("上海东方物业管理有限公司", False),
        CompanyName("上海西方物业一公司", False),
        CompanyName("上海西方物业二公司", False),
        CompanyName("上海东方物业", True),
        CompanyName("上海西方物业", True),
        CompanyName("上海北方物业管理有限公司", True),
        CompanyName("上海东方物业管理有限公司", True),
    ]
    full = completed(names)
    assert full["上海东方物业"] == "上海东方物业管理有限公司"
    assert full["上海西方物业"] == "上海西方物业"
    assert full["上海北方物业管理有限公司"] == "上海北方物业管理有限公司"
    assert len(set(full.values())) == 5
