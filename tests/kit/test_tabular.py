"""Tables become files that people open."""

import csv
import io

import pandas as pd

from impact_hub.kit import tabular

TABLE = pd.DataFrame(
    {"who": ["Haus, Süd", 'das "Haus"'], "value": ["1234.50", ""]}, dtype=str
)


def test_a_table_is_written_as_the_standard_wants_it():
    text = tabular.to_csv(TABLE).decode()

    assert text == 'who,value\r\n"Haus, Süd",1234.50\r\n"das ""Haus""",\r\n'


def test_excel_opens_it_with_its_own_signs():
    data = tabular.for_excel(tabular.to_csv(TABLE), numbers={"value"})

    text = data.decode("utf-8-sig")
    assert data.startswith(tabular.BOM.encode())
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["who", "value"],
        ["Haus, Süd", "1234,50"],
        ['das "Haus"', ""],
    ]
