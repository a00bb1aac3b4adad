"""What of a list is new, changed, unchanged, doubtful, named twice or gone."""

import csv
import datetime
import io

import pytest

from organizations.models import Organization
from organizations.queries.list_imports.pairs import likely_pairs
from organizations.queries.list_imports.preview import preview
from organizations.queries.list_imports.shapes import Words
from tests import factories as make
from tests.bench.list_matching import precision_and_recall, scored_pairs

pytestmark = pytest.mark.django_db

HEAD = ("Tên doanh nghiệp", "Số giấy phép", "Ngày cấp", "Địa chỉ", "Điện thoại")
LISTED_ON = datetime.date(2026, 11, 10)
NEWER = LISTED_ON + datetime.timedelta(days=1)


@pytest.fixture
def office():
    return make.make_counterpart(make.make_country(code="VN"))


@pytest.fixture
def listed(tmp_path, office):
    """``listed(rows, …)``: the comparison of a complete list of licences with these rows."""

    def compare_rows(rows, *, head=HEAD, words=None, answers=None, by_hand=None, **values):
        text = io.StringIO()
        csv.writer(text).writerows([head, *rows])
        path = tmp_path / "list.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        stated = {"kind": "licences", "country": office.country, "issuer": office, "is_complete": True, **values}
        words = words or Words(published_on=LISTED_ON, **stated)
        return preview(path=path, name="list.csv", words=words, answers=answers or {}, by_hand=by_hand)

    return compare_rows


def licensed(office, name, number="", **values):
    paper = {"licensed_from": "2020-05-04", "first_seen_on": "", "confirmed_on": "2026-10-01"}
    organization = make.make_organization(office.country, name_local=name, name_en="", **values)
    make.make_home_licence(organization, office, number=number, **paper)
    return organization


def results(comparison):
    return [row.result for row in comparison.rows]


def test_number_finds_again_and_case_width_and_spaces_are_no_change(listed, office):
    licensed(office, "Công ty TNHH Bạch Trúc", "12/GP", address="5 Hàng Mây", phone="024 5550 1234")
    same = ["CÔNG TY  TNHH BẠCH TRÚC", "１２/gp", "2020", "5 hàng mây", "(024) 5550-1234"]

    comparison = listed([same])

    assert (comparison.outcome, results(comparison), comparison.gone) == ("rows", ["unchanged"], [])


def test_numbers_are_equal_beyond_dashes_and_not_beyond_strokes(listed, office):
    held = licensed(office, "Công ty TNHH Bạch Trúc", "1/23-LĐTBXH")
    rows = [["Bạch Trúc", "1 / 23 – LĐTBXH", "", "", ""], ["Công ty TNHH Quang Huy Thạch", "12/3-LĐTBXH", "", "", ""]]

    found = listed(rows).rows

    assert [(row.result, row.organization_id) for row in found] == [("changed", held.pk), ("new", None)]


def test_change_is_told_by_field_and_a_blank_cell_is_none(listed, office):
    held = licensed(office, "Công ty TNHH Bạch Trúc", "12/GP", address="5 Hàng Mây", phone="024 5550 1234")

    [row] = listed([["Công ty TNHH Bạch Trúc", "12/GP", "2020-05-05", "9 Hàng Mây", ""]]).rows

    assert (row.result, row.organization_id) == ("changed", held.pk)
    assert [(each.field, each.old, each.new) for each in row.changes] == [
        ("address", "5 Hàng Mây", "9 Hàng Mây"),
        ("date", "2020-05-04", "2020-05-05"),
    ]


def test_name_finds_only_where_it_is_alone_and_numbers_do_not_contradict(listed, office):
    alone = licensed(office, "Công ty TNHH Sông Cổ Ngư")
    numbered = licensed(office, "Công ty TNHH Kim Sơn Lĩnh", "7/GP")
    twice = [licensed(office, "Công ty TNHH Mai Vàng Sứ"), licensed(office, "Công ty TNHH Mai Vàng Sứ")]
    stock = licensed(office, "Công ty cổ phần Hoa Gạo Đỏ")
    rows = [
        ["CONG TY TNHH SONG CO NGU", "", "", "", ""],
        ["Công ty TNHH Kim Sơn Lĩnh", "8/GP", "", "", ""],
        ["Công ty TNHH Mai Vàng Sứ", "", "", "", ""],
        ["Công ty TNHH Hoa Gạo Đỏ", "", "", "", ""],
    ]

    comparison = listed(rows)

    assert results(comparison)[1:] == ["doubtful"] * 3
    assert comparison.rows[0].organization_id == alone.pk
    candidates = [{each.organization_id for each in row.candidates} for row in comparison.rows[1:]]
    assert candidates == [{numbered.pk}, {each.pk for each in twice}, {stock.pk}]
    # Whoever a doubtful row may be is not gone.
    assert comparison.gone == []


def test_like_name_is_doubtful_common_words_and_figures_are_not(listed, office):
    held = licensed(office, "Công ty TNHH hợp tác quốc tế Vạn Lộc Khê 1", address="5 Hàng Mây")
    for place, name in enumerate(("Bạch Trúc", "Tân Cát Vàng", "Nam Thiên Ý", "Sao Khuê Bắc", "Quang Huy Thạch")):
        licensed(office, f"Công ty TNHH hợp tác quốc tế {name}", phone=f"024 5550 100{place}")
    rows = [
        ["Công ty TNHH hợp tác quốc tế Vạn Lộc Khuê 1", "", "", "", ""],
        ["Công ty TNHH hợp tác quốc tế Vạn Lộc Khê 2", "", "", "", ""],
        ["Công ty TNHH hợp tác quốc tế Lạc Hồng Sa", "", "", "", ""],
    ]

    comparison = listed(rows)

    assert results(comparison) == ["doubtful", "new", "new"]
    assert [each.organization_id for each in comparison.rows[0].candidates] == [held.pk]


def test_within_the_file_only_identical_keys_count(listed):
    rows = [
        ["Công ty TNHH Bạch Trúc", "1/GP", "2020", "", ""],
        ["Công ty TNHH BẠCH TRÚC", "1 / GP", "2020", "", ""],
        ["Công ty TNHH Mai Vàng Sứ", "2/GP", "2020", "", ""],
        ["Công ty TNHH Tâm Đức Nghĩa", "2/GP", "2020", "", ""],
        ["Công ty TNHH Sao Khuê Bắc", "", "2020", "5 Hàng Mây", ""],
        ["Công ty TNHH Sao Khuê Bắc", "", "2020", "9 Hàng Mây", ""],
        ["Công ty TNHH Sao Khuê Bắc", "", "2020", "5 Hàng Mây", ""],
    ]

    comparison = listed(rows)

    assert results(comparison) == ["new", "duplicate", "doubtful", "doubtful", "new", "doubtful", "duplicate"]
    counts = comparison.counts
    assert counts.pop("rows") == sum(counts.values()) == 7


def test_only_a_complete_list_makes_gone_and_nothing_newer_than_it_goes(listed, office):
    gone = licensed(office, "Công ty TNHH Kim Sơn Lĩnh", "7/GP")
    newer = make.make_organization(office.country, name_local="Công ty TNHH Hà Linh Đan", name_en="")
    make.make_home_licence(newer, office, number="9/GP", confirmed_on="2026-11-11", checked_on=NEWER)
    row = ["Công ty TNHH Bạch Trúc", "1/GP", "", "", ""]

    complete, part = listed([row]), listed([row], is_complete=False)

    assert [each.public_id for each in complete.gone] == [gone.public_id]
    assert part.gone == []


def test_what_an_older_list_would_change_is_asked_about(listed, office):
    licensed(office, "Công ty TNHH Kim Sơn Lĩnh", "7/GP", address="5 Hàng Mây")

    comparison = listed([["Công ty TNHH Kim Sơn Lĩnh", "7/GP", "", "9 Hàng Mây", ""]])
    older = Words("licences", datetime.date(2026, 9, 1), office.country, None, office, is_complete=True)
    old = listed([["Công ty TNHH Kim Sơn Lĩnh", "7/GP", "", "9 Hàng Mây", ""]], words=older)

    assert (comparison.outcome, old.outcome, results(old)) == ("rows", "rows with questions", ["changed"])
    assert [each.code for each in old.rows[0].questions] == ["newer_held"]


def test_row_matched_by_hand_follows_the_person(listed, office):
    held = licensed(office, "Công ty TNHH Kim Sơn Lĩnh", "7/GP")
    absorbed = licensed(office, "Công ty TNHH Mai Vàng Sứ", "8/GP")
    Organization.objects.filter(pk=absorbed.pk).update(merged_into=held, is_published=False)
    rows = [["Công ty TNHH Tân Cát Vàng", "", "", "", ""], ["Công ty TNHH Kim Sơn Lĩnh", "9/GP", "", "", ""]]

    found = [
        listed(rows, by_hand=by_hand)
        for by_hand in ({2: held.pk}, {3: None}, {2: absorbed.pk}, {2: held.pk + 1_000_000})
    ]

    assert [[row.result for row in each.rows] for each in found] == [
        ["changed", "doubtful"],
        ["new", "new"],
        ["doubtful", "doubtful"],
        ["doubtful", "doubtful"],
    ]
    assert found[0].rows[0].organization_id == held.pk


def test_measure_without_kind_or_day_is_not_published_as_read(listed, office):
    licensed(office, "Công ty TNHH Kim Sơn Lĩnh", "7/GP")
    rows = [
        ["Công ty TNHH Kim Sơn Lĩnh", "7/GP", "Suspension", "2026-10-02"],
        ["Công ty TNHH Kim Sơn Lĩnh", "7/GP", "Revoked", "2026-11-02"],
        ["Công ty TNHH Mai Vàng Sứ", "", "", "2026-10-02"],
        ["Công ty TNHH Tân Cát Vàng", "", "Warning", ""],
    ]

    comparison = listed(rows, head=("Company name", "Licence No", "Type", "From"), kind="measures")

    assert results(comparison) == ["new", "new", "doubtful", "doubtful"]
    assert [[each.code for each in row.questions] for row in comparison.rows] == [[], [], ["measure"], ["no_start"]]
    assert comparison.gone == []


def test_list_of_one_kind_of_permit_ends_none_of_the_other(listed):
    for number, kind in (("1706000001", "general"), ("1706000002", "specified")):
        make.make_permit(make.make_supervising(), number=number, kind=kind, valid_from="2020-01-01", valid_until="")
    words = Words("permits", LISTED_ON, programme=make.make_programme(), issuer_name="OTIT", is_complete=True)

    comparison = listed(
        [["緑ヶ原事業協同組合", "許1706000003"]],
        head=("監理団体名", "許可番号"),
        words=words,
        answers={"permit": "general"},
    )

    held = Organization.objects.get(supervising__permits__number="1706000001")
    assert (results(comparison), [each.public_id for each in comparison.gone]) == (["new"], [held.public_id])


def test_queries_do_not_grow_with_the_list(listed, office, django_assert_max_num_queries):
    for place in range(20):
        licensed(office, f"Công ty TNHH Bạch Trúc {place}", f"{place}/GP")
    rows = [[f"Công ty TNHH Bạch Trúc {place}", f"{place}/GP", "", "", ""] for place in range(40)]

    with django_assert_max_num_queries(8):
        comparison = listed(rows)

    assert results(comparison) == ["unchanged"] * 20 + ["new"] * 20


def test_threshold_keeps_what_was_measured_on_the_labelled_pairs():
    pairs = [(each.is_asked, each.is_same) for each in scored_pairs()]

    precision, recall = precision_and_recall(pairs)

    assert len(pairs) >= 500
    assert precision >= 0.95
    assert recall >= 0.94


def test_likely_pairs_stay_within_a_country_and_tell_why(office):
    one = licensed(office, "Công ty TNHH hợp tác quốc tế Vạn Lộc Khê", phone="024 5550 1234")
    other = licensed(office, "Công ty CP hợp tác quốc tế Vạn Lộc Khuê", phone="(024) 55501234")
    licensed(office, "Công ty TNHH hợp tác quốc tế Mai Vàng Sứ")
    make.make_organization(make.make_country(), name_local=one.name_local)

    found = likely_pairs(Organization.objects.all())

    assert [(first, second) for first, second, _score, _reasons in found] == [(one.pk, other.pk)]
    assert found[0][3] == ["like_name", "phone"]
