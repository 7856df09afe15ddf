"""Step 2: the move and everyone of the household, each fact typed once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.relations import HEAD, sex_of, spouse_of
from app.sentences import explained
from models.asked import Answered, Asked
from models.case import Case, Filer, Member
from ui.pages.household_forms import DetailsForm, FilerForm, MemberForm, MoveForm
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row, scroll
from ui.widgets.card_images import CardImages
from ui.widgets.family import FamilyChart
from ui.widgets.fields import ChoiceField, DateField, EntryForm, Field, PickField, TickField
from ui.work import Work

_MOVE, _PERSON, _FILER, _DETAILS = range(4)
_ANSWERS: dict[type[Field], Answered] = {DateField: "date", TickField: "yes_no", ChoiceField: "tell", PickField: "tell"}
_NAMES_APART = "　"


class HouseholdPage(Page):
    """`copy_wanted` asks for the people of an earlier reception."""

    copy_wanted = Signal()
    asks = True
    title = "引越しと世帯"
    lead = "カードから読んだ内容を確かめ、残りを聞きながら入力します。一度書いた氏名と住所は、全部の書類に入ります。"
    help = (
        "カードの住所は、券面を書き換えるまで前の住所です。新しい住所は聞いて入力してください。"
        "住所は「あづまばし1-23-20」や郵便番号から選べます。日付は S63.5.1 や 1988/5/1 でも入ります。"
    )

    def __init__(self) -> None:
        super().__init__()
        self._case: Case | None = None
        self._current = 0
        self._asked: Field | None = None
        self.move_form, self.member_form = MoveForm(), MemberForm()
        self.filer_form, self.details_form = FilerForm(), DetailsForm()
        self._stack = QStackedWidget()
        forms: dict[str, QWidget] = {
            "引越しの内容": self.move_form,
            "世帯の人": self.member_form,
            "届出人": self.filer_form,
            "くわしいこと": self.details_form,
        }
        for name, form in forms.items():
            self._stack.addWidget(_scrolled(form, name))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._left())
        frame, column = card()
        column.setContentsMargins(16, 14, 14, 14)
        column.addWidget(self._stack)
        self.card_images = CardImages()
        right = QVBoxLayout()
        self.proof = label("", "quiet", wrap=True)
        right.addWidget(self.proof)
        right.addWidget(self.card_images)
        right.addWidget(frame, 1)
        line.addLayout(right, 1)
        self.column.addLayout(line, 1)
        self.member_form.changed.connect(self._keep_member)

    def _left(self) -> QWidget:
        self.remover = button("外す", name="この人を外す")
        self.remover.setProperty("small", True)
        self.remover.clicked.connect(self._remove)
        self.copy = button("前の受付から入れる")
        self.copy.setProperty("small", True)
        self.copy.clicked.connect(self.copy_wanted)
        self.family = FamilyChart()
        self.family.chosen.connect(self.show_member)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._sections())
        column.addLayout(row(label("世帯の人", "heading"), self.remover, stretch=0))
        column.addWidget(self.family)
        column.addLayout(self._adding())
        column.addWidget(self.copy)
        column.addStretch()
        left = scroll(inside, "世帯の人と入力するところ")
        left.setProperty("side", True)
        return left

    def _sections(self) -> QGridLayout:
        grid = QGridLayout()
        self._tabs = QButtonGroup(self)
        places = (
            (_MOVE, "引越しの内容", (0, 0, 1, 2)),
            (_FILER, "届出人", (1, 0, 1, 1)),
            (_DETAILS, "犬・口座など", (1, 1, 1, 1)),
        )
        for index, name, place in places:
            tab = button(name)
            tab.setCheckable(True)
            self._tabs.addButton(tab, index)
            grid.addWidget(tab, *place)
        self._tabs.idClicked.connect(self._show_section)
        return grid

    def _adding(self) -> QGridLayout:
        grid = QGridLayout()
        self.adders: dict[str, QPushButton] = {}
        for index, kind in enumerate(("配偶者", "子", "父・母", "その他")):
            add = button(f"＋ {kind}")
            add.setProperty("small", True)
            add.clicked.connect(lambda _on, kind=kind: self.add(kind))
            grid.addWidget(add, index // 2, index % 2)
            self.adders[kind] = add
        return grid

    # -- the page's work -----------------------------------------------------------------------------------------

    def show_work(self, work: Work) -> None:
        self._stack.setCurrentIndex(_MOVE)  # first: a person's open form belongs to the case before
        self._case = work.case
        self.move_form.show_case(work.case)
        self.filer_form.show_case(work.case)
        self.details_form.show_case(work.case)
        self.card_images.show_pictures(work.pictures)
        self.proof.setVisible(work.proof is not None)
        self.proof.setText(f"カード: {explained(f'integrity.{work.proof}', 'ja')}" if work.proof else "")
        self._current = 0
        self._mark()

    def leave(self) -> None:
        super().leave()
        self.card_images.show_pictures({})
        self.proof.clear()

    def case(self, case: Case) -> Case:
        """The case with everything that stands on the page, also of the form that is open."""
        if self._case is None:
            return case
        self._keep()
        kept = replace(case, members=self._case.members)
        return self.details_form.case(self.filer_form.case(self.move_form.case(kept)))

    def asked(self) -> Asked | None:
        """The entry that has the cursor."""
        from app.translation.asking import places

        here = QApplication.focusWidget()
        if here is None or not self._stack.isAncestorOf(here):
            return None
        for form in self._stack.findChildren(EntryForm):
            phrase = places().fields.get(key := form.key_of(here), "")
            field = form.field(key)
            if phrase and field is not None:
                self._asked = field
                kind = "choice" if key in places().answers else _ANSWERS.get(type(field), "text")
                return Asked(key, kind, phrase)
        return None

    def speak(self, language: str) -> None:
        self.move_form.speak(language)

    def take_answer(self, key: str, answer: Any) -> None:
        """Into the entry that had the cursor."""
        del key
        if self._asked is not None:
            self._asked.show_value(answer)
            self._asked.changed.emit()

    def show_member(self, index: int) -> None:
        """Open one person's form."""
        if self._case is None:
            return
        self._keep()
        self._current = index
        self.member_form.show_member(self._case.members[index])
        self._stack.setCurrentIndex(_PERSON)
        self._mark()

    def add(self, kind: str) -> None:
        """One more person, with the family name and its reading already written."""
        if self._case is None:
            return
        self._keep()
        self._case = replace(self._case, members=(*self._case.members, _relative(kind, self._case.members)))
        self.filer_form.show_case(self.filer_form.case(self._case))
        self.show_member(len(self._case.members) - 1)

    def _remove(self) -> None:
        if self._case is None or self._stack.currentIndex() != _PERSON or len(self._case.members) == 1:
            return
        index = self._current
        case = self.filer_form.case(self._case)
        members = (*case.members[:index], *case.members[index + 1 :])
        self._case = replace(case, members=members, filer=_filer_without(case, index))
        self.filer_form.show_case(self._case)
        self._current = min(index, len(members) - 1)
        self.member_form.show_member(members[self._current])
        self._mark()

    def _show_section(self, index: int) -> None:
        if self._case is not None:
            self._keep()
            if index == _FILER:
                self.filer_form.show_case(self.filer_form.case(self._case))
        self._stack.setCurrentIndex(index)
        self._mark()

    def _keep(self) -> None:
        if self._stack.currentIndex() == _PERSON:
            self._keep_member()

    def _keep_member(self) -> None:
        if self._case is None or self._stack.currentIndex() != _PERSON:
            return
        members = list(self._case.members)
        members[self._current] = self.member_form.member(members[self._current])
        self._case = replace(self._case, members=tuple(members))
        self._mark()

    def _mark(self) -> None:
        """Which section or person is open, on the left."""
        open_now = self._stack.currentIndex()
        self._tabs.setExclusive(False)
        for tab in self._tabs.buttons():
            tab.setChecked(self._tabs.id(tab) == open_now)
        self._tabs.setExclusive(True)
        if self._case is not None:
            current = self._current if open_now == _PERSON else None
            self.family.show_members(self._case.members, self._case.filed_on, current)
            self.remover.setEnabled(current is not None and len(self._case.members) > 1)


def _scrolled(form: QWidget, name: str) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(2, 2, 4, 2)
    column.addWidget(form)
    column.addStretch()
    return scroll(inside, name)


def _relative(kind: str, members: tuple[Member, ...]) -> Member:
    """A new person as the kind of relative suggests; names are proposals that stand to be corrected."""
    head = next((one for one in members if one.relation == HEAD), members[0])
    relation = {"配偶者": spouse_of(head), "子": "子", "父・母": "父"}.get(kind, "")
    new = Member(name="", relation=relation, sex=sex_of(relation), nationality_class=head.nationality_class)
    if kind == "その他" or _NAMES_APART not in head.name:
        return new
    family, _, _ = head.name.partition(_NAMES_APART)
    kana, apart, _ = head.name_kana.partition(_NAMES_APART)
    return replace(new, name=family + _NAMES_APART, name_kana=kana + apart if apart else "")


def _filer_without(case: Case, index: int) -> Filer | None:
    """The filer's place once a person is gone; the first of the household where it was that person."""
    filer = case.filer
    if filer is None or filer.member is None or filer.member < index:
        return filer
    return replace(filer, member=0 if filer.member == index else filer.member - 1)
