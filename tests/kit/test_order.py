"""Names stand in the order that a reader expects."""

from impact_hub.kit.order import alphabetical


def test_umlauts_and_capitals_stand_where_one_looks_for_them():
    names = ["Zebra", "Öko-Hof", "Oase", "apfel", "Äpfel", "Straße", "Strand", "Omega"]

    assert sorted(names, key=alphabetical) == [
        "apfel",
        "Äpfel",
        "Oase",
        "Öko-Hof",
        "Omega",
        "Strand",
        "Straße",
        "Zebra",
    ]
