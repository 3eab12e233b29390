"""What follows from sums, and what doesn't."""

from impact_hub.features.results.rules.knowledge import Knowledge, combined

A, B, C, D = range(4)


def test_a_secret_follows_from_a_sum_and_its_other_parts():
    knowledge = Knowledge([{A: 1}])
    knowledge.learn([{A: 1, B: 1, C: 1}, {B: 1}])

    assert knowledge.tells([{C: 1}])
    assert not knowledge.tells([{D: 1}])


def test_to_ask_is_not_to_learn():
    knowledge = Knowledge([{A: 1}])

    assert knowledge.tells([{A: 1, B: 1}, {B: 1}])
    assert not knowledge.tells([{A: 1, B: 1}])
    assert not knowledge.tells([{B: 1}])


def test_a_secret_sum_follows_without_its_parts():
    knowledge = Knowledge([{A: 1, B: 1}])
    knowledge.learn([{A: 1, B: 1, C: 1, D: 1}])

    assert knowledge.tells([{C: 1, D: 1}])
    assert not knowledge.tells([{A: 1, C: 1}])


def test_sums_with_other_weights_are_no_help_nor_hindrance():
    knowledge = Knowledge([{A: 1}])
    knowledge.learn([{A: 2, B: 3}])

    assert knowledge.tells([{A: 1, B: 1}])
    assert not knowledge.tells([{A: 4, B: 6}])


def test_what_is_known_already_is_no_secret_any_more():
    knowledge = Knowledge([{A: 1}, {B: 1}])
    knowledge.learn([{A: 1}])

    assert not knowledge.tells([{A: 1}, {C: 1}])
    assert knowledge.tells([{A: 1, B: 1}])


def test_sums_are_added_up_and_what_cancels_out_is_gone():
    assert combined([(1, {A: 1, B: 2}), (-1, {A: 1, C: 1}), (1, {C: 1})]) == {B: 2}
