"""What follows from sums, and what doesn't."""

from impact_hub.features.results.disclosure.equations import Equations, combined

A, B, C, D = range(4)


def test_a_secret_follows_from_a_sum_and_its_other_parts():
    equations = Equations([{A: 1}])
    equations.learn([{A: 1, B: 1, C: 1}, {B: 1}])

    assert equations.determine([{C: 1}])
    assert not equations.determine([{D: 1}])


def test_to_ask_is_not_to_learn():
    equations = Equations([{A: 1}])

    assert equations.determine([{A: 1, B: 1}, {B: 1}])
    assert not equations.determine([{A: 1, B: 1}])
    assert not equations.determine([{B: 1}])


def test_a_secret_sum_follows_without_its_parts():
    equations = Equations([{A: 1, B: 1}])
    equations.learn([{A: 1, B: 1, C: 1, D: 1}])

    assert equations.determine([{C: 1, D: 1}])
    assert not equations.determine([{A: 1, C: 1}])


def test_sums_with_other_weights_are_no_help_nor_hindrance():
    equations = Equations([{A: 1}])
    equations.learn([{A: 2, B: 3}])

    assert equations.determine([{A: 1, B: 1}])
    assert not equations.determine([{A: 4, B: 6}])


def test_what_is_known_already_is_no_secret_any_more():
    equations = Equations([{A: 1}, {B: 1}])
    equations.learn([{A: 1}])

    assert not equations.determine([{A: 1}, {C: 1}])
    assert equations.determine([{A: 1, B: 1}])


def test_sums_are_added_up_and_what_cancels_out_is_gone():
    assert combined([(1, {A: 1, B: 2}), (-1, {A: 1, C: 1}), (1, {C: 1})]) == {B: 2}
