from desktop.services.counting.definitions import indicator


def test_definitions_are_sentences_for_people():
    assert indicator("K03").words == (
        "K03 先行联系率:期内结案且先行联系=是÷期内结案且先行联系为是或否(结案时间在期内);不计未评价。"
    )
    assert indicator("K04").words == (
        "K04 按时办结率:期内应办结且实际办结时间≤截止时间÷期内应办结(截止时间在期内);不计已批准挂账、已批准退单。"
    )
    assert indicator("K26").words == "K26 环比:(本期−上期)÷上期。"
