import pytest
from django.utils import translation

from core.checking import current_result
from sources.checks import what_is_wrong
from tests.support.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://", "no host"),
        ("http:///path", "no host"),
        ("https://example.com/a", "an example, not a real host"),
        ("https://www.example.org", "an example, not a real host"),
        ("http://localhost:8000/", "an example, not a real host"),
        ("https://intranet.test/", "an example, not a real host"),
        ("https://host/", "not a host"),
        ("https://a..fi/", "not a host"),
        ("https://-a.fi/", "not a host"),
        ("https://esco.europa.eu:0/", "no port"),
        ("https://esco.europa.eu:99999/", "not an address"),
        ("https://[::1", "not an address"),
        ("ftp://esco.europa.eu/", "begins neither with https:// nor with http://"),
        ("esco.europa.eu", "begins neither with https:// nor with http://"),
        ("javascript:alert(1)", "begins neither with https:// nor with http://"),
        ("https://esco.europa.eu/a b", "a space"),
    ],
)
def test_address_that_cannot_be_right_is_found(address, problem):
    source = SourceFactory(address=address)

    [[finding]] = current_result("broken-links").findings.values()
    assert (finding.objects, finding.column) == ((("sources.source", source.pk),), "address")
    assert finding.excerpt == address
    with translation.override("en"):
        assert str(finding.problem) == problem


@pytest.mark.parametrize(
    "address",
    [
        "https://esco.europa.eu/en/classification?x=1#y",
        "http://data.europa.eu/esco/",
        "https://www.työ.fi/",
        "https://example-firm.pl",
        "https://testing.fi/",
        "https://a.fi:8443/",
        "https://192.0.2.1/a",
        "https://a.fi./",
        "https://sub_domain.firma.com.pl",
        "https://xn--ty-fka.fi/%C3%A4 ".strip(),
    ],
)
def test_address_that_may_be_right_is_fine(address):
    assert what_is_wrong(address) == ""


def test_source_without_an_address_is_fine(content):
    SourceFactory()

    assert current_result("broken-links").counts.total() == 0
