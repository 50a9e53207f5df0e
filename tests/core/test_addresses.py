import pytest
from django.http import QueryDict
from django.test import RequestFactory

from core.addresses import address_with_encoded_query, address_with_query, site_address


@pytest.fixture
def context():
    return {"request": RequestFactory().get("/en/?sort=x")}


def test_address_of_the_site_has_no_slash_at_its_end(context):
    assert site_address(context) == "http://testserver"


def test_address_with_another_query_has_just_that(context):
    assert address_with_query(context, {"tool": ["a", "b"]}) == "/en/?tool=a&tool=b"
    assert address_with_query(context, QueryDict()) == "/en/"


def test_encoded_query_is_taken_as_it_is(context):
    assert address_with_encoded_query(context, "tool=a+b") == "/en/?tool=a+b"


def test_address_of_the_site_is_worked_out_once_for_a_request(context, monkeypatch):
    site_address(context)
    monkeypatch.setattr(context["request"], "build_absolute_uri", None)

    assert site_address(context) == "http://testserver"
