import pytest
from django.utils import translation

from core.checking import current_result
from sources.checks import what_is_wrong
from tests.support.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://", "no host name"),
        ("http:///path", "no host name"),
        ("https://example.com/a", "an example or internal address, not a public one"),
        ("https://www.example.org", "an example or internal address, not a public one"),
        ("http://localhost:8000/", "an example or internal address, not a public one"),
        ("https://intranet.test/", "an example or internal address, not a public one"),
        ("https://127.0.0.1/a", "an example or internal address, not a public one"),
        ("https://192.168.0.1/a", "an example or internal address, not a public one"),
        ("https://[::1]/a", "an example or internal address, not a public one"),
        ("https://host/", "not a valid host name"),
        ("https://999.1.1.1/", "not a valid host name"),
        ("https://a..fi/", "not a valid host name"),
        ("https://-a.fi/", "not a valid host name"),
        ("https://esco.europa.eu:0/", "not a valid port number"),
        ("https://esco.europa.eu:99999/", "not a valid web address"),
        ("https://[::1", "not a valid web address"),
        ("ftp://esco.europa.eu/", "does not begin with https:// or http://"),
        ("esco.europa.eu", "does not begin with https:// or http://"),
        ("javascript:alert(1)", "does not begin with https:// or http://"),
        ("https://esco.europa.eu/a b", "contains a space"),
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
        "https://93.184.215.14/a",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/a",
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
