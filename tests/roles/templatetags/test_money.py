import pytest
from django.utils import translation

from roles.pay import PayBar
from roles.templatetags.money import money, range_bar


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en", 30_000, "USD", "$30,000"),
        ("en", 1_250_000, "EUR", "€1,250,000"),
        ("fi", 30_000, "USD", "30\xa0000\xa0$"),
        ("fi", 1_250_000, "EUR", "1\xa0250\xa0000\xa0€"),
        ("nb", 30_000, "USD", "30\xa0000\xa0USD"),
        ("nb", 650_000, "NOK", "650\xa0000\xa0kr"),
        ("pl", 30_000, "USD", "30\xa0000\xa0USD"),
        ("pl", 12_500, "PLN", "12\xa0500\xa0zł"),
    ],
)
def test_money_is_written_as_the_reader_writes_it_in_its_own_currency(
    language, amount, currency, written
):
    with translation.override(language):
        assert money(amount, currency) == written


def test_nothing_is_an_amount_too():
    with translation.override("en"):
        assert money(0, "EUR") == "€0"


def test_bar_stands_at_its_place_on_the_scale():
    markup = range_bar(PayBar(pay=None, start=20, width=55.5, grid=[0, 50, 100]))

    assert 'class="fill" x="20.00" y="5" width="55.50"' in markup
    assert markup.count('class="grid"') == 3
    assert "style" not in markup
