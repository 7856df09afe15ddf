"""The entry forms of the household step: the move, a person, the filer, and what belongs to single procedures.

Each shows a case (or a member of it) and gives it back changed; what is empty is absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.addresses import Suggestion
from app.relations import sex_of, words
from models.case import (
    Address,
    BankAccount,
    Case,
    Details,
    Disability,
    Dog,
    Filer,
    HouseholdHead,
    JuminhyoRequest,
    Member,
    Moped,
    NationalityClass,
    ResidenceCard,
)
from models.person import Sex
from ui.pages import household_words as say
from ui.widgets.address import AddressField
from ui.widgets.basics import label
from ui.widgets.fields import ChoiceField, DateField, Entry, EntryForm, PickField, TextField, TickField
from ui.widgets.kana import NameField

_DISABILITIES = {
    Disability.PHYSICAL: "身体障害者手帳",
    Disability.INTELLECTUAL: "愛の手帳（療育手帳）",
    Disability.MENTAL: "精神障害者保健福祉手帳",
}
_PROXY = "代理人"


class _Forms(QWidget):
    """Several forms below one another, each with its heading."""

    changed = Signal()

    def __init__(self, forms: Sequence[tuple[str, EntryForm]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._forms = [form for _, form in forms]
        self._headings = [label(heading, "heading") for heading, _ in forms]
        for heading, form in zip(self._headings, self._forms, strict=True):
            column.addWidget(heading)
            column.addWidget(form)
            form.changed.connect(self.changed)

    def values(self) -> dict[str, Any]:
        return {key: value for form in self._forms for key, value in form.values().items()}

    def show_values(self, facts: object) -> None:
        for form in self._forms:
            form.show_values(facts)

    def show_form(self, index: int, *, visible: bool) -> None:
        self._headings[index].setVisible(visible)
        self._forms[index].setVisible(visible)


class _Facts:
    """Nested facts made flat, for forms that ask by one key."""

    def __init__(self, **facts: object) -> None:
        self.__dict__.update(facts)


class MoveForm(_Forms):
    """The event, its days and both addresses, and the language of the visitor's cover sheet."""

    def __init__(self) -> None:
        self._language = ChoiceField("ことば", say.languages_of())
        self._new, self._old = AddressField("新しい住所", "町名・郵便番号から選べます"), AddressField("いままでの住所")
        super().__init__(
            [
                ("届出", EntryForm(_event_entries(self._language))),
                ("新しい住所", EntryForm(_address_entries("new", "新しい", self._new))),
                ("いままでの住所", EntryForm(_address_entries("old", "いままでの", self._old))),
                ("世帯主と本籍", EntryForm(_head_entries())),
            ]
        )
        self._new.chosen.connect(lambda proposal: self._take("new", self._forms[1], proposal))
        self._old.chosen.connect(lambda proposal: self._take("old", self._forms[2], proposal))

    def show_case(self, case: Case) -> None:
        self._language.offer(say.languages_of(case.language))
        new, old = case.new_address or Address(), case.old_address or Address()
        head, before = case.new_household_head, case.old_household_head
        flat = {f"new_{key}": value for key, value in asdict(new).items()}
        flat |= {f"old_{key}": value for key, value in asdict(old).items()}
        flat |= {"head_name": head.name if head else "", "head_kana": head.name_kana if head else ""}
        self.show_values(_Facts(**{**vars(case), **flat, "old_head_name": before.name if before else ""}))

    def speak(self, language: str) -> None:
        """Another language for the visitor's cover sheet."""
        self._language.offer(say.languages_of(language))
        self._language.show_value(language)

    def case(self, case: Case) -> Case:
        facts = self.values()
        before = HouseholdHead(facts["old_head_name"]) if facts["old_head_name"] else None
        kept = case.old_household_head
        same = ("event", "origin", "language", "moved_on", "planned_out_on", "honseki", "hittosha")
        return replace(
            case,
            **{key: facts[key] for key in same},
            joins_existing_household=facts["joins_existing_household"],
            new_address=_address(facts, "new"),
            old_address=_address(facts, "old"),
            new_household_head=HouseholdHead(facts["head_name"], facts["head_kana"]) if facts["head_name"] else None,
            old_household_head=kept if before and kept and kept.name == before.name else before,
        )

    def _take(self, which: str, form: EntryForm, proposal: Suggestion) -> None:
        """The proposal with its postcode; a building that stands there already stays."""
        facts = {f"{which}_address": proposal.address, f"{which}_postcode": proposal.postcode}
        building = proposal.building or form.values()[f"{which}_building"]
        form.show_values(_Facts(**facts, **{f"{which}_building": building}))
        self.changed.emit()


def _address(facts: dict[str, Any], which: str) -> Address | None:
    found = Address(facts[f"{which}_postcode"], facts[f"{which}_address"], facts[f"{which}_building"])
    return found if found != Address() else None


def _event_entries(language: ChoiceField) -> list[Entry]:
    return [
        Entry("event", "届出の種類", ChoiceField("届出の種類", say.EVENTS), 2),
        Entry("origin", "どこから・どこへ", ChoiceField("どこから・どこへ", say.ORIGINS), 2),
        Entry("language", "ことば（ご案内の用紙）", language, 2),
        Entry("moved_on", "異動日（住み始めた日・出来事の日）", DateField("異動日", exact=True)),
        Entry("planned_out_on", "転出予定日（前の役所に届けた日）", DateField("転出予定日", exact=True)),
    ]


def _address_entries(which: str, name: str, field: AddressField) -> list[Entry]:
    return [
        Entry(f"{which}_postcode", "郵便番号", TextField(f"{name}住所の郵便番号", "130-0001"), 1),
        Entry(f"{which}_address", "住所", field, 3),
        Entry(f"{which}_building", "方書（建物・部屋）", TextField(f"{name}住所の方書"), 2),
    ]


def _head_entries() -> list[Entry]:
    kana = TextField("新しい世帯主のフリガナ")
    return [
        Entry("head_name", "新しい世帯主", NameField("新しい世帯主", kana), 2),
        Entry("head_kana", "フリガナ", kana, 2),
        Entry("old_head_name", "いままでの世帯主", TextField("いままでの世帯主"), 2),
        Entry("honseki", "本籍（日本人だけ）", TextField("本籍"), 4),
        Entry("hittosha", "筆頭者", TextField("筆頭者"), 2),
        Entry("joins_existing_household", "", TickField("すでにある世帯に入る"), 6),
    ]


class MemberForm(_Forms):
    """Everything about one person. What is only for foreign residents is hidden for others."""

    def __init__(self) -> None:
        self._relation = PickField("続柄", words())
        self._sex = ChoiceField("性別", say.SEXES)
        super().__init__(
            [
                ("基本", EntryForm(_person_entries(self._relation, self._sex))),
                ("在留カード・特別永住者証明書", EntryForm(_foreign_entries())),
                ("保険・年金・学校", EntryForm(_insurance_entries())),
                ("カード・登録・手帳", EntryForm(_card_entries())),
            ]
        )
        self._relation.changed.connect(self._sex_of_relation)
        self.changed.connect(self._fit_to_nationality)

    def show_member(self, member: Member) -> None:
        residence = {f"residence_{key}": value for key, value in vars(member.residence_card or ResidenceCard()).items()}
        hands = {f"hand_{one}": one in member.disability for one in Disability}
        self.show_values(_Facts(**{**vars(member), **residence, **hands}))
        self._fit_to_nationality()

    def member(self, member: Member) -> Member:
        facts = self.values()
        residence = ResidenceCard(**{key: facts.pop(f"residence_{key}") for key in vars(ResidenceCard())})
        hands = tuple(one for one in Disability if facts.pop(f"hand_{one}"))
        empty = {key: facts[key] or None for key in ("former_family_name", "alias", "previous_school")}
        numbers = {key: facts[key] or None for key in ("juminhyo_code", "basic_pension_number")}
        foreign = facts["nationality_class"] is not NationalityClass.JAPANESE
        card = residence if foreign and residence != ResidenceCard() else None
        return replace(member, **{**facts, **empty, **numbers, "disability": hands, "residence_card": card})

    def _sex_of_relation(self) -> None:
        """妻 says the sex; nothing that was chosen is changed."""
        said = sex_of(self._relation.value())
        if self._sex.value() is Sex.UNKNOWN and said is not Sex.UNKNOWN:
            self._sex.show_value(said)

    def _fit_to_nationality(self) -> None:
        self.show_form(1, visible=self.values()["nationality_class"] is not NationalityClass.JAPANESE)


def _person_entries(relation: PickField, sex: ChoiceField) -> list[Entry]:
    kana = TextField("フリガナ")
    return [
        Entry("name", "氏名", NameField("氏名", kana)),
        Entry("name_kana", "フリガナ", kana),
        Entry("birth_date", "生年月日", DateField("生年月日"), 2),
        Entry("sex", "性別", sex, 1),
        Entry("relation", "続柄", relation, 2),
        Entry("nationality_class", "国籍の区分", ChoiceField("国籍の区分", say.NATIONALITY), 1),
        Entry("former_family_name", "旧氏", TextField("旧氏"), 2),
        Entry("juminhyo_code", "住民票コード（11桁）", TextField("住民票コード"), 2),
        Entry("moving", "", TickField("この届出の対象（異動する）"), 2),
    ]


def _foreign_entries() -> list[Entry]:
    return [
        Entry("residence_nationality", "国籍・地域", TextField("国籍・地域"), 2),
        Entry("residence_status", "在留資格", TextField("在留資格"), 2),
        Entry("residence_category", "区分", ChoiceField("法30条の45の区分", say.CATEGORIES), 2),
        Entry("residence_period", "在留期間", TextField("在留期間", "例 1年"), 2),
        Entry("residence_valid_until", "在留期間の満了の日", DateField("在留期間の満了の日", exact=True), 2),
        Entry("residence_number", "カードの番号", TextField("カードの番号", "AB12345678CD"), 2),
        Entry("alias", "通称", TextField("通称"), 3),
    ]


def _insurance_entries() -> list[Entry]:
    return [
        Entry("health_insurance", "健康保険", ChoiceField("健康保険", say.INSURANCE), 2),
        Entry("lost_employer_insurance_on", "会社の保険をやめた日", DateField("会社の保険をやめた日", exact=True), 2),
        Entry("joined_employer_insurance_on", "会社の保険に入った日", DateField("会社の保険に入った日", exact=True), 2),
        Entry("pension", "年金", ChoiceField("年金", say.PENSION), 2),
        Entry("basic_pension_number", "基礎年金番号（10桁）", TextField("基礎年金番号"), 2),
        Entry("school", "学校", ChoiceField("学校", say.SCHOOL), 2),
        Entry("previous_school", "前の学校", TextField("前の学校"), 2),
        Entry("nursery", "", TickField("保育所・学童などの希望"), 2),
        Entry("care_certified", "", TickField("要介護・要支援の認定あり"), 2),
    ]


def _card_entries() -> list[Entry]:
    return [
        Entry("seal_registration", "印鑑登録", ChoiceField("印鑑登録", say.SEAL), 2),
        Entry("my_number_card", "", TickField("マイナンバーカードあり"), 2),
        Entry("wants_signature_certificate", "", TickField("署名用証明書を希望"), 2),
        Entry("driver_licence", "", TickField("運転免許あり"), 2),
        *(Entry(f"hand_{one}", "", TickField(name), 2) for one, name in _DISABILITIES.items()),
    ]


class FilerForm(_Forms):
    """Who stands at the counter: someone of the household, or a 代理人."""

    def __init__(self) -> None:
        self._who = ChoiceField("窓口に来た方", {None: _PROXY})
        super().__init__([("窓口に来た方（届出人）", EntryForm(_filer_entries(self._who))), ("代理人", _proxy_form())])
        self.changed.connect(self._fit)

    def show_case(self, case: Case) -> None:
        names = {index: member.name or f"（{index + 1}人目）" for index, member in enumerate(case.members)}
        self._who.offer({**names, None: _PROXY})
        filer = case.filer or Filer(member=0)
        self.show_values(_Facts(**{**vars(filer), "proxy_address": filer.address, "proxy_birth": filer.birth_date}))
        self._fit()

    def case(self, case: Case) -> Case:
        facts = self.values()
        filer = Filer(facts["member"], facts["phone"], facts["relation"])
        if facts["member"] is None:
            filer = replace(filer, name=facts["name"], address=facts["proxy_address"], birth_date=facts["proxy_birth"])
        untouched = case.filer is None and filer == Filer(member=0)
        return case if untouched else replace(case, filer=filer)

    def _fit(self) -> None:
        self.show_form(1, visible=self._who.value() is None)


def _filer_entries(who: ChoiceField) -> list[Entry]:
    relations = ("本人", "世帯主", "同じ世帯の人", _PROXY, "法定代理人")
    return [
        Entry("member", "どなた", who, 2),
        Entry("relation", "本人との関係", PickField("本人との関係", relations), 2),
        Entry("phone", "電話", TextField("電話", "090-0000-0000"), 2),
    ]


def _proxy_form() -> EntryForm:
    return EntryForm(
        [
            Entry("name", "氏名", TextField("代理人の氏名"), 2),
            Entry("proxy_birth", "生年月日", DateField("代理人の生年月日"), 2),
            Entry("proxy_address", "住所", TextField("代理人の住所"), 6),
        ]
    )


class DetailsForm(_Forms):
    """What single procedures want to know: dog, moped, account, 住民票."""

    def __init__(self) -> None:
        super().__init__([(heading, EntryForm(entries)) for heading, entries in _details_entries()])

    def show_case(self, case: Case) -> None:
        parts = {name: vars(getattr(case.details, name)) for name in vars(case.details)}
        self.show_values(
            _Facts(**{f"{name}_{key}": value for name, part in parts.items() for key, value in part.items()})
        )

    def case(self, case: Case) -> Case:
        facts = self.values()

        def part(name: str) -> dict[str, Any]:
            return {key.removeprefix(f"{name}_"): value for key, value in facts.items() if key.startswith(f"{name}_")}

        made = Details(
            Dog(**part("dog")), Moped(**part("moped")), BankAccount(**part("bank")), JuminhyoRequest(**part("juminhyo"))
        )
        return replace(case, details=made)


def _details_entries() -> list[tuple[str, list[Entry]]]:
    return [
        ("犬", _texts("dog", {"name": "犬の名前", "breed": "犬種", "tag": "鑑札番号"})),
        (
            "原付",
            _texts(
                "moped", {"plate": "標識番号", "frame": "車台番号", "model": "車名・型式", "displacement": "排気量"}
            ),
        ),
        (
            "振込・引落しの口座（本人名義）",
            [
                *_texts("bank", {"bank": "銀行", "branch": "支店"}),
                Entry("bank_kind", "種別", ChoiceField("口座の種別", say.ACCOUNTS), 2),
                *_texts("bank", {"number": "口座番号（7桁）", "holder_kana": "名義（カタカナ）"}),
            ],
        ),
        (
            "住民票の写し",
            [
                Entry("juminhyo_use", "使いみち・提出先", TextField("住民票の使いみち"), 6),
                Entry("juminhyo_with_honseki", "", TickField("本籍・筆頭者を載せる"), 2),
                Entry("juminhyo_with_relation", "", TickField("世帯主・続柄を載せる"), 2),
                Entry("juminhyo_with_number", "", TickField("個人番号を載せる"), 2),
            ],
        ),
    ]


def _texts(part: str, names: dict[str, str]) -> list[Entry]:
    return [Entry(f"{part}_{key}", name, TextField(name), 2) for key, name in names.items()]
