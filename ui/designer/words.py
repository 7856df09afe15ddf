"""What the designer says: types, rules and faults in the words of a ward's officer."""

from __future__ import annotations

import re
from datetime import date

from forms.errors import DefinitionError
from forms.overlay.definition import OfficeSheet
from ui.designer.draft import Subject

KINDS = {
    "text": "文字", "name": "氏名とフリガナ", "era_date": "年月日（元号）", "check": "印を付ける",
    "digits": "1文字ずつのます", "code": "2次元コード", "sign": "署名のところ",
}  # fmt: skip
FONTS = {"mincho": "明朝", "gothic": "ゴシック"}
RULES = {"wrap": "小さくし、行を分ける", "line": "1行のまま小さくする", "exact": "大きさを変えない"}
ALIGNS = {"left": "左", "center": "中央", "right": "右"}
MARKS = {"tick": "✓ を付ける", "ring": "○ で囲む"}
REMOVED = {
    "script": "スクリプト", "action": "自動の動作", "attachment": "添付ファイル", "link": "リンク",
    "entry_field": "入力欄", "layer": "レイヤー", "note": "注釈",
}  # fmt: skip
DIFFERENCES = {"new": "増えた欄", "gone": "なくなった欄", "moved": "動いた欄", "changed": "書き方が変わった欄"}
_PLACE = re.compile(r"fields\[(\d+)\]\.(\w+)")


def western(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def label(subject: Subject, field: str) -> str:
    known = subject.fields.get(field)
    return known.label if known else field


def fault_field(fault: DefinitionError, sheet: OfficeSheet) -> str:
    """The field that a fault is about; empty where it is about none alone."""
    match = _PLACE.match(fault.key)
    return sheet.fields[int(match[1])].field if match else ""


def fault_words(fault: DefinitionError, sheet: OfficeSheet, subject: Subject) -> str:
    """What is the matter, and what to do."""
    name, found = label(subject, fault_field(fault, sheet)), str(fault.found)
    match = _PLACE.match(fault.key)
    what = match[2] if match else fault.key
    if what == "areas" and found.startswith("over "):
        other = label(subject, found.removeprefix("over ").partition(" (")[0])
        return f"「{name}」と「{other}」が重なっています。どちらかを動かしてください。"
    if what == "areas":
        return f"「{name}」が用紙からはみ出しているか、小さすぎます。位置と大きさを直してください。"
    if what == "pitch":
        return f"「{name}」のますが枠に入りません。間隔を狭くするか、枠を広げてください。"
    if what == "fields":
        missing = re.findall(r"[\w.]+(?=,|$)", fault.allowed.removeprefix("a place for ").removesuffix(", or left_out"))
        names = "、".join(f"「{label(subject, field)}」" for field in missing)
        return f"必ず要る欄がまだありません: {names}。置くか、「この様式にない」にしてください。"
    if what == "until":
        return "適用の終わりの日が、始まりの日より前です。"
    return f"「{name or what}」の設定に誤りがあります。"
