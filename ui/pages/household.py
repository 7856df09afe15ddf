"""Step 2: the move and everyone of the household, each fact typed once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from models.case import (
    Address,
    Case,
    Event,
    HealthInsurance,
    HouseholdHead,
    Member,
    NationalityClass,
    Origin,
    Pension,
    School,
    SealRegistration,
)
from models.person import Sex
from ui.pages.page import Page
from ui.widgets.basics import button, card, scroll
from ui.widgets.fields import ChoiceField, DateField, Entry, EntryForm, TextField, TickField
from ui.work import Work

_EVENTS = {
    Event.IN_DOM: "転入（国内から）", Event.IN_SP: "特例転入（カードで）", Event.IN_ABR_J: "国外から転入（日本人）",
    Event.IN_ABR_F: "国外から転入（外国人）", Event.F_BECOME: "中長期在留者になった", Event.MOVE: "転居（墨田区内）",
    Event.OUT: "転出", Event.OUT_SP: "特例転出（カードで）", Event.OUT_ABR: "国外へ転出", Event.HH_HEAD: "世帯主変更",
    Event.HH_SPLIT: "世帯分離", Event.HH_MERGE: "世帯合併", Event.HH_CHANGE: "世帯変更", Event.BIRTH: "出生",
    Event.DEATH: "死亡", Event.MARR: "婚姻", Event.DIV: "離婚",
}  # fmt: skip
_ORIGINS = {
    None: "―", Origin.OTHER_WARD_TOKYO: "23区のほかの区", Origin.TOKYO_OTHER: "東京都（23区の外）",
    Origin.OUTSIDE_TOKYO: "東京都の外", Origin.ABROAD: "国外", Origin.WITHIN_SUMIDA: "墨田区内",
}  # fmt: skip
_SEXES = {Sex.UNKNOWN: "―", Sex.MALE: "男", Sex.FEMALE: "女", Sex.NOT_APPLICABLE: "適用不能"}
_NATIONALITY = {
    NationalityClass.JAPANESE: "日本", NationalityClass.FOREIGN: "外国", NationalityClass.SPECIAL_PERMANENT: "特別永住",
}  # fmt: skip
_INSURANCE = {
    None: "まだ聞いていない", HealthInsurance.KOKUHO: "国民健康保険", HealthInsurance.SHAHO_SELF: "会社の保険（本人）",
    HealthInsurance.SHAHO_DEPENDANT: "会社の保険（扶養）", HealthInsurance.KOKUHO_KUMIAI: "国保組合",
    HealthInsurance.KOKI75: "後期高齢者医療", HealthInsurance.PUBLIC_ASSISTANCE: "生活保護",
    HealthInsurance.NONE: "なし",
}  # fmt: skip
_PENSION = {
    None: "まだ聞いていない", Pension.FIRST: "第1号（国民年金）", Pension.SECOND: "第2号（厚生年金）",
    Pension.THIRD: "第3号（扶養の配偶者）", Pension.VOLUNTARY: "任意加入", Pension.NONE: "なし",
}  # fmt: skip
_SCHOOL = {
    School.NONE: "―", School.PRIMARY: "公立小学校", School.JUNIOR_HIGH: "公立中学校", School.PRIVATE: "私立・国立など",
    School.UNIVERSITY: "大学（家族と別居）", School.OTHER: "その他",
}  # fmt: skip
_SEAL = {
    SealRegistration.NONE: "―", SealRegistration.WANTED: "登録したい", SealRegistration.REGISTERED: "登録している",
}  # fmt: skip

_LINE_HEIGHT = 64  # pixels: two lines, also where a rare character brings a taller font


class HouseholdPage(Page):
    title = "引越しと世帯"
    lead = "カードから読んだ内容を確かめ、残りを聞きながら入力します。一度書いた氏名と住所は、全部の書類に入ります。"
    help = "カードの住所は、券面を書き換えるまで前の住所です。新しい住所は聞いて入力してください。"

    def __init__(self) -> None:
        super().__init__()
        self._members: list[Member] = []
        self._move, self._member = _move_form(), _member_form()
        self._stack = QStackedWidget()
        for name, form in (("引越しの内容", self._move), ("世帯の人", self._member)):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(2, 2, 12, 2)
            column.addWidget(form)
            column.addStretch()
            self._stack.addWidget(scroll(inside, name))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(self._list_column(), 1)
        frame, column = card()
        column.addWidget(self._stack)
        line.addWidget(frame, 3)
        self.column.addLayout(line, 1)
        self._member.changed.connect(self._keep)

    def _list_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._list = QListWidget()
        self._list.setAccessibleName("引越しと世帯の人")
        self._list.currentRowChanged.connect(self._choose)
        column.addWidget(self._list, 1)
        add, remove = button("＋ 人を加える"), button("この人を外す")
        add.clicked.connect(self._add)
        remove.clicked.connect(self._remove)
        column.addWidget(add)
        column.addWidget(remove)
        return column

    def show_work(self, work: Work) -> None:
        self._members = list(work.case.members)
        self._move.show_values(_MoveFacts(work.case))
        self._fill_list(0)

    def case(self, case: Case) -> Case:
        self._keep()
        return _with_move(replace(case, members=tuple(self._members)), self._move.values())

    def _fill_list(self, row: int) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for text in ("引越しの内容", *map(_line, self._members)):
            item = QListWidgetItem(text)
            item.setSizeHint(QSize(0, _LINE_HEIGHT))
            self._list.addItem(item)
        self._list.blockSignals(False)
        self._list.setCurrentRow(row)
        self._choose(row)

    def _choose(self, row: int) -> None:
        self._stack.setCurrentIndex(min(row, 1) if row >= 0 else 0)
        if 1 <= row <= len(self._members):
            self._member.show_values(self._members[row - 1])

    def _keep(self) -> None:
        row = self._list.currentRow()
        if 1 <= row <= len(self._members):
            self._members[row - 1] = replace(self._members[row - 1], **self._member.values())
            self._list.item(row).setText(_line(self._members[row - 1]))

    def _add(self) -> None:
        self._keep()
        self._members.append(Member(name=""))
        self._fill_list(len(self._members))

    def _remove(self) -> None:
        row = self._list.currentRow()
        if row >= 1 and len(self._members) > 1:
            del self._members[row - 1]
            self._fill_list(min(row, len(self._members)))


def _line(member: Member) -> str:
    return f"{member.name or '（氏名未入力）'}\n{member.relation or '続柄未入力'}"


class _MoveFacts:
    """The case's facts about the move, flat, as the form has them."""

    def __init__(self, case: Case) -> None:
        new, old = case.new_address or Address(), case.old_address or Address()
        head, before = case.new_household_head, case.old_household_head
        self.event, self.origin = case.event, case.origin
        self.moved_on, self.planned_out_on = case.moved_on, case.planned_out_on
        self.new_postcode, self.new_address, self.new_building = new.postcode, new.address, new.building
        self.old_postcode, self.old_address, self.old_building = old.postcode, old.address, old.building
        self.head_name, self.head_kana = (head.name, head.name_kana) if head else ("", "")
        self.old_head_name = before.name if before else ""
        self.joins_existing_household = case.joins_existing_household
        self.honseki, self.hittosha = case.honseki, case.hittosha


def _with_move(case: Case, facts: dict[str, Any]) -> Case:
    """The flat facts back into the case; what is empty is absent."""
    new = Address(facts["new_postcode"], facts["new_address"], facts["new_building"])
    old = Address(facts["old_postcode"], facts["old_address"], facts["old_building"])
    head = HouseholdHead(facts["head_name"], facts["head_kana"]) if facts["head_name"] else None
    before = HouseholdHead(facts["old_head_name"]) if facts["old_head_name"] else None
    same = {key: facts[key] for key in ("event", "origin", "moved_on", "planned_out_on", "honseki", "hittosha")}
    return replace(
        case,
        **same,
        new_address=new if new != Address() else None,
        old_address=old if old != Address() else None,
        new_household_head=head,
        old_household_head=before,
        joins_existing_household=facts["joins_existing_household"],
    )


def _move_form() -> EntryForm:
    return EntryForm(
        [
            Entry("event", "届出の種類", ChoiceField("届出の種類", _EVENTS)),
            Entry("origin", "どこから", ChoiceField("どこから", _ORIGINS)),
            Entry("moved_on", "異動日（住み始めた日）", DateField("異動日", exact=True)),
            Entry("planned_out_on", "転出予定日（前の役所に届けた日）", DateField("転出予定日", exact=True)),
            Entry("new_postcode", "新しい住所の郵便番号", TextField("新しい住所の郵便番号", "130-0001"), 2),
            Entry("new_address", "新しい住所", TextField("新しい住所", "東京都墨田区…"), 4),
            Entry("new_building", "方書（建物・部屋）", TextField("新しい住所の方書"), 6),
            Entry("old_postcode", "いままでの郵便番号", TextField("いままでの郵便番号"), 2),
            Entry("old_address", "いままでの住所", TextField("いままでの住所"), 4),
            Entry("old_building", "いままでの方書", TextField("いままでの方書"), 6),
            Entry("head_name", "新しい世帯主", TextField("新しい世帯主"), 2),
            Entry("head_kana", "フリガナ", TextField("新しい世帯主のフリガナ"), 2),
            Entry("old_head_name", "いままでの世帯主", TextField("いままでの世帯主"), 2),
            Entry("honseki", "本籍", TextField("本籍"), 4),
            Entry("hittosha", "筆頭者", TextField("筆頭者"), 2),
            Entry("joins_existing_household", "", TickField("すでにある世帯に入る"), 6),
        ]
    )


def _member_form() -> EntryForm:
    return EntryForm(
        [
            Entry("name", "氏名", TextField("氏名")),
            Entry("name_kana", "フリガナ", TextField("フリガナ")),
            Entry("birth_date", "生年月日", DateField("生年月日")),
            Entry("sex", "性別", ChoiceField("性別", _SEXES), 1),
            Entry("relation", "続柄", TextField("続柄", "世帯主・妻・子"), 2),
            Entry("nationality_class", "国籍の区分", ChoiceField("国籍の区分", _NATIONALITY), 2),
            Entry("health_insurance", "健康保険", ChoiceField("健康保険", _INSURANCE), 2),
            Entry("pension", "年金", ChoiceField("年金", _PENSION), 2),
            Entry("school", "学校", ChoiceField("学校", _SCHOOL), 2),
            Entry("seal_registration", "印鑑登録", ChoiceField("印鑑登録", _SEAL), 2),
            Entry("former_family_name", "旧氏", TextField("旧氏"), 2),
            Entry("moving", "", TickField("異動する"), 2),
            Entry("my_number_card", "", TickField("マイナンバーカードあり"), 2),
            Entry("wants_signature_certificate", "", TickField("署名用証明書を希望"), 2),
            Entry("driver_licence", "", TickField("運転免許あり"), 2),
            Entry("nursery", "", TickField("保育の希望"), 2),
            Entry("care_certified", "", TickField("要介護・要支援"), 2),
        ]
    )
