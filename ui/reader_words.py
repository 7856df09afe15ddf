"""What the header says of the readers and of what lies on them."""

from __future__ import annotations

from models.card import CardKind, ReaderCondition, Readers

_READERS = {
    CardKind.NONE: ("● リーダー: カードを待っています", ""),
    CardKind.MY_NUMBER: ("● リーダー: マイナンバーカード", "good"),
    CardKind.PHONE: ("● リーダー: スマートフォン", "warn"),
    CardKind.RESIDENCE: ("● リーダー: 在留カード", "good"),
    CardKind.DRIVER_LICENCE: ("● リーダー: 運転免許証", "warn"),
    CardKind.STAFF: ("● リーダー: 職員証", "warn"),
    CardKind.UNKNOWN: ("● リーダー: 種類の分からないカード", "warn"),
}
_CONDITIONS = {
    ReaderCondition.CHECKING: ("● リーダー: カードを確かめています", ""),
    ReaderCondition.IN_USE: ("● リーダー: ほかのプログラムが使用中", "warn"),
}


def words_of_readers(readers: Readers) -> tuple[str, str]:
    """The sentence and its tone, of the most telling of all readers."""
    if readers is None:
        return "● リーダーのサービスが止まっています", "bad"
    if not readers:
        return "● カードリーダーがありません", "bad"
    told = next((reader for reader in readers if reader.card is not CardKind.NONE), readers[0])
    return _CONDITIONS.get(told.condition, _READERS[told.card])
