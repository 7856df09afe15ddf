"""What the read page says and shows in each state of a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.card.reading import ReadingState as S
from models.card import CardKind, SecretKind
from ui.widgets.card_picture import Motion


class Side(StrEnum):
    """What stands beside the picture: the pad, or the other ways to go on."""

    PAD = "pad"
    WAYS = "ways"


@dataclass(frozen=True)
class Look:
    """`heading` says what is, `detail` what to do now; `tone` as in the style sheet."""

    heading: str
    detail: str
    tone: str = ""
    motion: Motion = Motion.LYING
    side: Side = Side.PAD


_BY_HAND = "\n手で入力して進むこともできます。"
LOOKS: Mapping[S, Look] = {
    S.NO_SERVICE: Look(
        "カードリーダーのサービスが動いていません",
        f"サービスが動きだすと、自動で使えるようになります。{_BY_HAND}",
        "bad", Motion.STILL, Side.WAYS,
    ),
    S.NO_READER: Look(
        "カードリーダーが見つかりません",
        f"USBケーブルを差し直してください。つながると自動で使えるようになります。{_BY_HAND}",
        "bad", Motion.STILL, Side.WAYS,
    ),
    S.WAITING: Look("カードを待っています", "財布から出し、リーダーの中央に置いてください。", "", Motion.COMING),
    S.CHECKING: Look("カードを確かめています", "そのまま動かさないでください。"),
    S.SEVERAL_CARDS: Look(
        "カードが2枚以上置かれています",
        "読み取るリーダーを選ぶか、1枚だけにしてください。",
        "warn", Motion.LYING, Side.WAYS,
    ),
    S.IN_USE: Look(
        "ほかのプログラムがカードを使っています",
        f"終わると自動で使えるようになります。{_BY_HAND}",
        "warn", Motion.LYING, Side.WAYS,
    ),
    S.OTHER_CARD: Look("このカードは使えません", "", "warn", Motion.LYING, Side.WAYS),
    S.ASKING: Look("カードがあります", "番号をご本人に入力してもらってください。", "good"),
    S.READING: Look("読み取り中です", "カードを動かさないでください。", "warn", Motion.READING),
    S.SLOW: Look(
        "読み取りに時間がかかっています",
        "カードを動かさずにお待ちください。10秒たつと自動でやめます。",
        "warn", Motion.READING,
    ),
    S.WRONG: Look("番号が違います", "ご本人に確かめてから、もう一度入力してください。", "bad"),
    S.LAST_TRY: Look("入力できるのはあと1回です", "間違えるとロックされます。ほかの方法も選べます。", "bad"),
    S.LOCKED: Look(
        "この番号はロックされています",
        "ほかの方法を選んでください。番号は窓口で初期化（再設定）できます。",
        "bad", Motion.LYING, Side.WAYS,
    ),
    S.MOVED: Look("途中でカードが離れました", "カードを置き直して、もう一度入力してください。", "bad", Motion.COMING),
    S.UNREADABLE: Look("カードを読み取れませんでした", f"置き直して、もう一度試せます。{_BY_HAND}", "bad"),
    S.NO_ANSWER: Look("カードが応答しません", f"カードを一度取ってから置き直してください。{_BY_HAND}", "bad"),
    S.DONE: Look("読み取りました", "", "good", Motion.DONE),
}  # fmt: skip

CARD_NAMES: Mapping[CardKind, str] = {
    CardKind.MY_NUMBER: "マイナンバーカード",
    CardKind.RESIDENCE: "在留カード・特別永住者証明書",
    CardKind.PHONE: "スマートフォン",
    CardKind.DRIVER_LICENCE: "運転免許証",
    CardKind.STAFF: "職員証",
    CardKind.UNKNOWN: "種類の分からないカード",
    CardKind.NONE: "カードなし",
}
OTHER_CARDS: Mapping[CardKind, str] = {
    CardKind.PHONE: "氏名・住所は読み取れません。マイナンバーカードを置くか、手で入力してください。",
    CardKind.STAFF: "職員証を取り、来庁した方のカードを置いてください。",
}
ASKING: Mapping[CardKind, str] = {
    CardKind.RESIDENCE: "券面の番号を入力してください。氏名は画像で読み取ります。",
    CardKind.DRIVER_LICENCE: "暗証番号1を覚えている方だけ、ご本人に入力してもらってください。",
}
"""What to do with this kind of card, where it is not the holder's PIN as usual."""
LOCKED_LICENCE = "解除は警察署でしかできません。券面を見て、手で入力してください。"
UNKNOWN_CARD = "財布から出し、マイナンバーカードか在留カードを1枚だけ置いてください。"


@dataclass(frozen=True)
class Route:
    """A secret as a way to read: what its button says, and what is to be typed."""

    name: str
    hint: str


ROUTE_TEXTS: Mapping[SecretKind, Route] = {
    SecretKind.PIN: Route("暗証番号", "暗証番号 4桁（券面事項入力補助用）"),
    SecretKind.NUMBER_B: Route(
        "照合番号B", "生年月日6桁（券面のとおり）＋有効期限の西暦4桁\n＋セキュリティコード4桁（写真の下）"
    ),
    SecretKind.LICENCE_PIN1: Route("暗証番号1", "免許証の暗証番号1（4桁）\n分からないときは券面を見て手で入力"),
    SecretKind.RESIDENCE_NUMBER: Route("カードの番号", "券面の右上の番号 12文字\n英字2・数字8・英字2"),
}
