"""続柄: every word has its place in the family's picture."""

from app.relations import place_of, sex_of, spouse_of, words
from models.case import Member
from models.person import Sex


def test_the_usual_relations_can_be_picked_each_once() -> None:
    assert {
        "世帯主",
        "妻",
        "夫",
        "子",
        "父",
        "母",
        "妻の子",
        "子の妻",
        "祖母",
        "弟",
        "同居人",
        "縁故者",
        "夫（未届）",
        "妻（未届）",
    } <= set(words())
    assert len(words()) == len(set(words()))


def test_generations_stand_above_beside_and_below_the_head_and_unknown_words_further_off() -> None:
    assert [place_of(word) for word in ("母", "妻", "子", "甥", "大家")] == [
        "above",
        "beside",
        "below",
        "further",
        "further",
    ]


def test_only_a_word_that_says_it_gives_the_sex() -> None:
    assert (sex_of("妻"), sex_of("父"), sex_of("子")) == (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)


def test_the_spouse_s_word_follows_from_the_head() -> None:
    assert spouse_of(Member("見本　花", sex=Sex.FEMALE)) == "夫"
    assert spouse_of(Member("見本　太", sex=Sex.MALE)) == "妻"
