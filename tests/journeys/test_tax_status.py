"""What the office holds of a filer in one picture: cross-checks a clerk would make, and a draft of the return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from app.errors import Refused
from app.journeys.tax_import import preview
from app.journeys.tax_prefill import prefill
from app.journeys.tax_status import filer_status
from app.paths import DataFolder
from app.storage.tax_office import TaxOffice
from app.tax.calculate import calculate
from app.tax.return_file import parse_return, return_to_json
from models.office import FilerStatus, OfficeDependant
from models.partial_date import PartialDate
from models.tax import Disability, SingleParent
from tests.app.tax_import.extracts import Cells, add, line, write

TODAY = date(2026, 11, 24)
YEAR = 2025


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """An extract with a filer, his wife and his mother, and no slip of theirs yet."""
    folder = write(tmp_path / "extract", 1)
    for number, name, born, sex in (
        ("F1", "墨田　花子", "1980-05-01", "女"),
        ("F2", "見本　太郎", "1979-01-01", "男"),
        ("M1", "見本　きく", "1945-03-03", "女"),
    ):
        cells = {"宛名番号": number, "氏名": name, "生年月日": born, "性別": sex, "住所": "東京都墨田区緑一丁目1番1号"}
        add(folder, "宛名", line("宛名", cells))
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TaxOffice]:
    opened = TaxOffice.open(DataFolder(tmp_path / "data"))
    yield opened
    opened.close()


def salary(folder: Path, **cells: object) -> None:
    base: Cells = {"宛名番号": "F1", "年分": YEAR, "連番": 1, "支払者名": "見本商事", "年末調整済": 1}
    add(folder, "給与支払報告書", line("給与支払報告書", base | cells))


def pension(folder: Path, **cells: object) -> None:
    base: Cells = {"宛名番号": "F1", "年分": YEAR, "連番": 1, "支払者名": "見本年金", "支払金額": 1_200_000}
    add(folder, "公的年金等支払報告書", line("公的年金等支払報告書", base | cells))


def dependant(folder: Path, **cells: object) -> None:
    base: Cells = {"年分": YEAR, "続柄": "子", "氏名": "墨田　一", "扶養者宛名番号": "F1"}
    add(folder, "扶養親族", line("扶養親族", base | cells))


def status(office: TaxOffice, extract: Path) -> FilerStatus:
    preview(extract, office, TODAY, lambda _: None, Event()).apply()
    return filer_status(office, "F1", YEAR)


def told(found: FilerStatus) -> list[str]:
    return [one.id for one in found.warnings]


def test_slips_records_dependants_and_returns_stand_in_one_picture(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=5_000_000)
    pension(extract)
    dependant(extract)
    add(extract, "保険料", f"F1,{YEAR},国民年金,200000,0")
    add(
        extract,
        "前年申告",
        line("前年申告", {"宛名番号": "F1", "年分": YEAR - 1, "賦課決定所得割": 90_000, "均等割": 4000}),
    )
    found = status(office, extract)
    assert (found.filer.name, found.salary_gross, found.pension[0].gross) == ("墨田　花子", 5_000_000, 1_200_000)
    assert (found.premiums[0].paid, found.dependants[0].name) == (200_000, "墨田　一")
    assert found.before is not None
    assert (found.before.levy, found.before.per_capita, found.filed) == (90_000, 4_000, None)


def test_a_reported_salary_income_that_the_table_does_not_give_is_noticed(office: TaxOffice, extract: Path) -> None:
    """令和7年分: 5,000,000 → 3,560,000 (80% less 440,000)."""
    salary(extract, 支払金額=5_000_000, 給与所得控除後の金額=3_560_000)
    assert told(status(office, extract)) == []
    salary(extract, 連番=2, 支払金額=5_000_000, 給与所得控除後の金額=3_550_000, 年末調整済=0, 支払者名="ずれ")
    found = status(office, extract)
    assert "office_salary_income" in told(found)
    assert "ずれ" in found.warnings[0].ja
    assert "3,550,000" in found.warnings[0].ja
    assert "3,560,000" in found.warnings[0].en


def test_a_salary_income_after_the_adjustment_of_income_is_right(office: TaxOffice, extract: Path) -> None:
    """9,000,000 − 1,950,000 − 50,000 of 所得金額調整控除."""
    salary(extract, 支払金額=9_000_000, 給与所得控除後の金額=7_000_000, 所得金額調整控除額=50_000)
    assert told(status(office, extract)) == []


def test_several_slips_are_summed_before_the_table(office: TaxOffice, extract: Path) -> None:
    """1,000,000 + 1,500,000: 2,500,000 × 70% − 80,000 = 1,670,000, not 350,000 + 850,000."""
    salary(extract, 支払金額=1_500_000)
    salary(extract, 連番=2, 支払金額=1_000_000, 年末調整済=0, 乙欄=1)
    found = status(office, extract)
    assert told(found) == ["office_several_slips", "office_second_over"]
    assert "1,670,000" in found.warnings[0].ja
    assert calculate(prefill(found)).amounts["salary_income"] == 1_670_000


@pytest.mark.parametrize(("gross", "notice"), [(200_000, "office_second_within"), (200_001, "office_second_over")])
def test_the_limit_of_200000_yen_is_of_the_income_tax_alone(
    gross: int, notice: str, office: TaxOffice, extract: Path
) -> None:
    salary(extract, 支払金額=3_000_000)
    salary(extract, 連番=2, 支払金額=gross, 年末調整済=0)
    found = status(office, extract)
    assert notice in told(found)
    assert "住民税" in found.warnings[-1].ja or notice == "office_second_over"


def test_a_year_without_adjustment_and_one_adjusted_twice_are_noticed(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=3_000_000, 年末調整済=0)
    assert told(status(office, extract)) == ["office_not_adjusted"]
    salary(extract, 連番=2, 支払金額=1, 年末調整済=1)
    salary(extract, 連番=3, 支払金額=1, 年末調整済=1)
    assert "office_adjusted_twice" in told(status(office, extract))


def test_insurance_from_the_mothers_pension_is_only_hers(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=5_000_000, 社会保険料等の金額=700_000)
    dependant(extract, 宛名番号="M1", 続柄="母", 氏名="見本　きく", 生年月日="1945-03-03", 扶養区分="同居老親")
    pension(extract, 宛名番号="M1", 社会保険料額=80_000)
    found = status(office, extract)
    assert told(found) == ["office_insurance_of_dependant"]
    assert "見本　きくさん" in found.warnings[0].ja
    assert prefill(found).deductions.social_insurance == 700_000


def test_withheld_insurance_is_counted_once_and_a_difference_is_noticed(office: TaxOffice, extract: Path) -> None:
    pension(extract, 社会保険料額=80_000)
    add(extract, "保険料", f"F1,{YEAR},介護,90000,70000")
    found = status(office, extract)
    assert told(found) == ["office_insurance_differs"]
    assert prefill(found).deductions.social_insurance == 80_000 + 20_000


def test_premiums_that_the_adjustment_may_hold_already_are_noticed(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=5_000_000, 社会保険料等の金額=700_000)
    add(extract, "保険料", f"F1,{YEAR},国民年金,200000,0")
    assert told(status(office, extract)) == ["office_insurance_twice"]


@pytest.mark.parametrize("number", ["M1", ""])
def test_one_dependant_of_two_taxpayers_is_noticed(number: str, office: TaxOffice, extract: Path) -> None:
    for supporter in ("F1", "F2"):
        dependant(extract, 宛名番号=number, 氏名="見本　きく", 生年月日="1945-03-03", 扶養者宛名番号=supporter)
    found = status(office, extract)
    assert told(found) == ["office_dependant_twice"]
    assert "F2" in found.warnings[0].ja


def test_children_of_one_name_with_other_birth_dates_are_two_people(office: TaxOffice, extract: Path) -> None:
    dependant(extract, 生年月日="2010-01-01")
    dependant(extract, 生年月日="2011-01-01", 扶養者宛名番号="F2")
    assert told(status(office, extract)) == []


def test_a_return_that_was_filed_already_is_noticed(office: TaxOffice, extract: Path) -> None:
    add(extract, "前年申告", line("前年申告", {"宛名番号": "F1", "年分": YEAR, "申告種別": "確定申告"}))
    assert told(status(office, extract)) == ["office_filed"]


def test_nobody_has_an_unknown_number(office: TaxOffice, extract: Path) -> None:
    status(office, extract)
    with pytest.raises(Refused):
        filer_status(office, "nobody", YEAR)


def test_the_draft_holds_what_the_slips_tell_and_can_be_computed(office: TaxOffice, extract: Path) -> None:
    salary(
        extract, 支払金額=6_000_000, 源泉徴収税額=120_000, 社会保険料等の金額=900_000, 小規模企業共済等掛金=240_000,
        新生命保険料=80_000, 地震保険料控除額=20_000, ひとり親区分=1, 本人障害区分="一般",
        住宅借入金等特別控除額=50_000, 住宅借入金等特別控除可能額=150_000, 居住開始年月日="2021-06-01",
    )  # fmt: skip
    dependant(extract, 氏名="墨田　一", 生年月日="2012-02-02", 扶養区分="16歳未満", 同居区分="同居")
    dependant(extract, 氏名="墨田　二", 生年月日="2005-02-02", 扶養区分="特定", 合計所得金額=100_000)
    draft = prefill(status(office, extract))
    assert draft.filer.birth_date == PartialDate(1980, 5, 1)
    assert (draft.filer.single_parent, draft.filer.disability) == (SingleParent.MOTHER, Disability.GENERAL)
    assert draft.deductions.social_insurance == 660_000
    assert draft.deductions.small_enterprise_mutual_aid == 240_000
    assert draft.deductions.life_insurance.new_general == 80_000
    assert draft.deductions.earthquake_insurance.earthquake == 20_000
    assert (draft.credits.housing_loan, draft.credits.housing_moved_in_on) == (150_000, date(2021, 6, 1))
    assert [one.total_income for one in draft.dependants] == [None, 100_000]
    amounts = calculate(parse_return(return_to_json(draft))).amounts
    assert amounts["salary_income"] == 4_360_000
    assert amounts["income_tax.dependants"] == 630_000


def test_a_spouse_is_taken_from_the_wards_list_or_else_from_the_slip(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=6_000_000, 配偶者控除区分="配偶者特別", 配偶者の合計所得=700_000)
    spouse = prefill(status(office, extract)).spouse
    assert spouse is not None
    assert (spouse.birth_date, spouse.total_income) == (None, 700_000)
    dependant(extract, 続柄="夫", 氏名="墨田　夫", 生年月日="1979-09-09", 扶養区分="なし", 障害区分="特別")
    draft = prefill(status(office, extract))
    assert draft.spouse is not None
    assert (draft.spouse.birth_date, draft.spouse.total_income) == (PartialDate(1979, 9, 9), 700_000)
    assert (draft.spouse.disability, draft.dependants) == (Disability.SPECIAL, ())


def test_old_long_term_premiums_leave_the_earthquake_premium_to_be_asked(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=6_000_000, 地震保険料控除額=30_000, 旧長期損害保険料=12_000)
    insurance = prefill(status(office, extract)).deductions.earthquake_insurance
    assert (insurance.earthquake, insurance.old_long_term) == (0, 12_000)


def test_an_extract_tells_how_many_slips_and_dependants_do_not_hold_together(office: TaxOffice, extract: Path) -> None:
    salary(extract, 支払金額=5_000_000, 給与所得控除後の金額=3_560_000)
    salary(extract, 連番=2, 支払金額=5_000_000, 給与所得控除後の金額=3_550_000)
    salary(extract, 連番=3, 支払金額="", 給与所得控除後の金額=1)
    for supporter in ("F1", "F2"):
        dependant(extract, 宛名番号="M1", 氏名="見本　きく", 扶養者宛名番号=supporter)
        dependant(extract, 氏名="墨田　一", 生年月日="2012-02-02", 扶養者宛名番号=supporter)
        dependant(extract, 氏名="日付　不明", 扶養者宛名番号=supporter)
    found = preview(extract, office, TODAY, lambda _: None, Event())
    assert [(one.notice.id, one.count, one.samples) for one in found.warnings] == [
        ("extract_salary_income", 1, (("F1", "2025", "2"),)),
        ("extract_dependant_twice", 2, (("M1", "2025"), ("", "2025"))),
    ]
    found.apply()
    preview(write(extract.parent / "sound", 3), office, TODAY, lambda _: None, Event()).discard()
    assert len(office.rows(OfficeDependant, number="M1")) == 2


def test_an_extract_that_was_cut_short_warns(office: TaxOffice, tmp_path: Path) -> None:
    preview(write(tmp_path / "whole", 40), office, TODAY, lambda _: None, Event()).apply()
    few = preview(write(tmp_path / "few", 38), office, TODAY, lambda _: None, Event())
    assert few.warnings == ()
    few.discard()
    half = preview(write(tmp_path / "half", 20), office, TODAY, lambda _: None, Event())
    assert [(one.notice.id, one.count) for one in half.warnings] == [("extract_removed", 20 + 20 + 5 + 7 + 10 + 20)]


def test_an_extract_that_holds_together_warns_of_nothing(office: TaxOffice, tmp_path: Path) -> None:
    found = preview(write(tmp_path / "sound", 30), office, TODAY, lambda _: None, Event())
    assert found.warnings == ()
