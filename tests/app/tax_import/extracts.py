"""Extracts of invented people, as the ward's tax system would write them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.tax_import.layout import FileLayout, layout

FAMILIES = (
    ("墨田", "スミダ"),
    ("見本", "ミホン"),
    ("𠮷野", "ヨシノ"),
    ("大野", "オオノ"),
    ("渡󠄁邉", "ワタナベ"),
    ("京島", "キョウジマ"),
)
GIVEN = (("太郎", "タロウ"), ("花子", "ハナコ"), ("優子", "ユウコ"), ("ヴェラ", "ヴェラ"), ("慶一", "ケイイチ"))
TOWNS = ("吾妻橋一丁目", "押上二丁目", "八広三丁目", "緑四丁目", "京島一丁目", "横川五丁目", "文花三丁目", "両国二丁目")
Cells = dict[str, object]
YEAR = 2025


def number(index: int) -> str:
    return f"{index:08}"


def addressee(index: int) -> Cells:
    chance = random.Random(index)  # noqa: S311 a repeatable person, no secret
    family, family_kana = FAMILIES[chance.randrange(len(FAMILIES))]
    given, given_kana = GIVEN[chance.randrange(len(GIVEN))]
    tail = "アイウエオカキクケコサシスセソタチツテト"[index % 20] + "ナニヌネノハヒフヘホ"[index // 20 % 10]
    place = f"東京都墨田区{chance.choice(TOWNS)}{chance.randrange(1, 40)}番{chance.randrange(1, 30)}号"
    born = f"{chance.randrange(1940, 2006)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return {
        "宛名番号": number(index), "氏名カナ": f"{family_kana}{tail}　{given_kana}", "氏名": f"{family}　{given}",
        "生年月日": born, "性別": chance.choice("12"), "郵便番号": "130-0001", "住所": place,
        "世帯番号": number(index // 2), "世帯主氏名": f"{family}　{given}", "続柄": "世帯主", "賦課期日住所": place,
        "生活扶助区分": 0, "電話番号": "03-0000-0000",
    }  # fmt: skip


def salary(index: int, serial: int = 1) -> Cells:
    gross = 1_000_000 + index % 700 * 10_000
    return {
        "宛名番号": number(index), "年分": YEAR, "連番": serial, "支払者名": "見本商事株式会社", "支払金額": gross,
        "源泉徴収税額": gross // 50, "社会保険料等の金額": gross // 7, "配偶者控除区分": 0, "16歳未満扶養人数": 1,
        "本人障害区分": 0, "乙欄": 0, "年末調整済": 1, "就退職区分": 0,
    }  # fmt: skip


def pension(index: int) -> Cells:
    return {
        "宛名番号": number(index), "年分": YEAR, "連番": 1, "支払者名": "見本年金基金", "支払金額": 1_800_000,
        "源泉徴収税額": 12_000, "社会保険料額": 90_000, "本人障害区分": 0, "寡婦ひとり親区分": 0,
    }  # fmt: skip


def dependant(index: int) -> Cells:
    return {
        "宛名番号": "", "年分": YEAR, "続柄": "子", "氏名": f"墨田　花{index}",
        "生年月日": "2015-05-05", "扶養区分": "16歳未満",
        "同居区分": 1, "障害区分": 0, "合計所得金額": 0, "扶養者宛名番号": number(index),
    }  # fmt: skip


def premium(index: int) -> Cells:
    return {"宛名番号": number(index), "年": YEAR, "種別": "国保", "納付済額": 120_000 + index % 1000}


def earlier(index: int) -> Cells:
    return {
        "宛名番号": number(index), "年分": YEAR - 1, "申告種別": "なし", "賦課決定所得割": 100_000, "均等割": 4_000,
        "非課税区分": "課税",
    }  # fmt: skip


ROWS: Mapping[str, Callable[[int], Cells]] = {
    "宛名": addressee, "給与支払報告書": salary, "公的年金等支払報告書": pension,
    "扶養親族": dependant, "保険料": premium, "前年申告": earlier,
}  # fmt: skip
SHARES = {"宛名": 1, "給与支払報告書": 1, "公的年金等支払報告書": 4, "扶養親族": 3, "保険料": 2, "前年申告": 1}
"""Of how many people one stands in a file."""


def layout_of(name: str) -> FileLayout:
    return next(file for file in layout().files if file.name == name)


def line(name: str, cells: Mapping[str, object]) -> str:
    return ",".join(str(cells.get(column, "")) for column in layout_of(name).header)


def lines(name: str, people: int) -> Iterator[str]:
    yield ",".join(layout_of(name).header)
    for index in range(0, people, SHARES[name]):
        yield line(name, ROWS[name](index))


def write(folder: Path, people: int = 12) -> Path:
    """A whole extract in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ROWS:
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            file.writelines(f"{one}\r\n" for one in lines(name, people))
    return folder


def add(folder: Path, name: str, *rows: str) -> None:
    """Further lines of a file."""
    with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"{one}\r\n" for one in rows)
