import json
import sys

import pytest
from django.test import Client

from api.mcp import MAX_BYTES, TOOLS, VERSIONS
from search.misses import misses
from tests.api.running import output_of, serving
from tests.support.factories import DraftFactory, RoleFactory
from translations.languages import language_codes

pytestmark = pytest.mark.django_db

CLIENT = """
import asyncio, json, sys
from mcp import Client

async def main(address):
    async with Client(address) as client:
        tools = await client.list_tools()
        found = await client.call_tool("search", {"q": "team lead", "lang": "fi"})
        slug = json.loads(found.content[0].text)["data"][0]["slug"]
        role = await client.call_tool("role", {"slug": slug, "fields": ["title"]})
        wrong = await client.call_tool("role", {"slug": slug, "shoe": "1", "lang": "pl"})
        manager = "customer-service-manager"
        answers = {}
        for name, arguments in {
            "search": {"q": "team lead"},
            "role": {"slug": slug},
            "compare": {"role": [slug, manager]},
            "move": {"from": slug, "to": manager},
            "find": {"skill": ["communication"], "page": 1},
        }.items():
            for code in ("en", "fi", "nb", "pl", "all"):
                answer = await client.call_tool(name, arguments | {"lang": code})
                content = json.loads(answer.content[0].text)
                answers.setdefault(name, []).append(
                    content["language"] if content["data"] and not answer.is_error else content
                )
        try:
            await client.call_tool("search", {"q": "x" * 70_000})
        except Exception as error:
            too_long = str(error)
        print(json.dumps({
            "tools": [tool.name for tool in tools.tools],
            "title": json.loads(role.content[0].text)["data"]["title"]["text"],
            "wrong": (wrong.is_error, json.loads(wrong.content[0].text)["language"]),
            "answers": answers,
            "too_long": too_long,
        }))

asyncio.run(main(sys.argv[1]))
"""


@pytest.fixture(autouse=True)
def _on(settings):
    settings.MCP = True


def post(message, status=200, **headers):
    body = message if isinstance(message, (str, bytes)) else json.dumps(message)
    response = Client(headers=headers).post("/mcp", body, content_type="application/json")
    assert response.status_code == status, response.content
    return json.loads(response.content) if response.content else None


def call(method, status=200, **params):
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return post(message, status)


def use(name, **arguments):
    """What a tool answers, and whether that is an error."""
    result = call("tools/call", name=name, arguments=arguments)["result"]
    return json.loads(result["content"][0]["text"]), result["isError"]


def test_official_client_talks_to_it(content, open_connections, settings):
    with serving() as server:
        address = f"http://{server.server_name}:{server.server_port}/mcp"
        settings.ALLOWED_HOSTS = [server.server_name]
        printed = output_of([sys.executable, "-c", CLIENT, address], server)

    assert json.loads(printed.splitlines()[-1]) == {
        "tools": [*TOOLS],
        "title": "Customer support team lead",
        "wrong": [True, "pl"],
        "answers": {name: [*language_codes(), "all"] for name in TOOLS},
        "too_long": f"A message has at most {MAX_BYTES} bytes.",
    }


def test_version_is_agreed_on():
    for version in VERSIONS:
        assert call("initialize", protocolVersion=version)["result"]["protocolVersion"] == version
    newest = call("initialize", protocolVersion="2099-01-01")["result"]["protocolVersion"]
    assert newest == VERSIONS[-1]
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert post(ping, mcp_protocol_version="2025-06-18")["result"] == {}
    refused = post(ping, 400, mcp_protocol_version="1999-01-01")
    assert refused["error"]["data"]["supported"] == [*VERSIONS]


def test_tools_say_what_they_take():
    tools = {tool["name"]: tool for tool in call("tools/list")["result"]["tools"]}

    assert tools.keys() == TOOLS.keys()
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools.values())
    assert tools["role"]["inputSchema"]["required"] == ["slug"]
    assert tools["compare"]["inputSchema"]["properties"]["role"]["maxItems"] == 4


def test_tools_have_the_forms_and_bounds_of_the_api():
    RoleFactory(slug="lead", title="Lead")
    DraftFactory(slug="hush")

    role, is_error = use("role", slug="lead", lang="fi", fields=["title"])
    assert (role["data"]["title"]["text"], is_error) == ("Lead fi", False)
    for name, arguments in (
        ("role", {"slug": "hush"}),
        ("role", {"slug": "a\0b"}),
        ("compare", {"role": ["lead"]}),
        ("move", {"from": "lead"}),
        ("find", {"skill": ["nothing"]}),
        ("search", {"q": ""}),
        ("search", {"q": "lead", "page": 1000}),
    ):
        problem, is_error = use(name, **arguments)
        assert is_error, name
        assert problem["status"] in (404, 422)
    problem, _ = use("role", role="lead")
    assert [one["parameter"] for one in problem["errors"]] == ["slug"]


@pytest.mark.parametrize("slug", ["nothing", "a b"])
def test_what_is_wrong_is_said_in_the_language_of_the_call(slug):
    assert use("role", slug=slug, lang="fi")[0]["title"] == "Tässä osoitteessa ei ole mitään."
    assert use("role", lang="fi")[0]["language"] == "fi"


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("{", 400),
        ("[" * 60_000, 400),
        (b"\xff\xfe", 400),
        ("[]", 400),
        ("null", 400),
        ('{"id": 1, "method": "ping"}', 400),
        ('{"jsonrpc": "2.0", "id": NaN, "method": "ping"}', 400),
        ('{"jsonrpc": "2.0", "id": 1e999, "method": "ping"}', 400),
        ('{"jsonrpc": "2.0", "id": null, "method": "ping"}', 400),
        ('"' + "x" * MAX_BYTES + '"', 413),
    ],
)
def test_what_is_no_message_is_refused(message, status):
    assert post(message, status)["error"]["code"] < 0


@pytest.mark.parametrize(
    "params",
    [
        {"name": "drop"},
        {"name": ["role"]},
        {"name": "role", "arguments": []},
        {"name": "role", "arguments": {"lang": {}}},
        {"name": "role", "arguments": {"lang": None}},
        {"name": "role", "arguments": {"fields": [True]}},
        {"name": "role", "arguments": {"slug": "lead", "\ud800": {}}},
    ],
)
def test_wrong_arguments_are_an_error_of_the_protocol(params):
    assert call("tools/call", **params)["error"]["code"] == -32602


def test_half_a_character_is_answered():
    assert post('{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}')["result"] == {}


def test_notification_is_taken_without_an_answer():
    message = {"jsonrpc": "2.0", "method": "notifications/initialized"}

    assert post(message, 202) is None
    assert call("nothing")["error"]["code"] == -32601


def test_other_sites_and_other_methods_are_refused():
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}

    assert post(ping, origin="http://testserver")["result"] == {}
    assert post(ping, 403, origin="https://elsewhere.example")["error"]
    assert Client(headers={"host": "elsewhere.example"}).post("/mcp").status_code == 400
    assert Client().post("/mcp", "{}", content_type="text/plain").status_code == 415
    for method in ("get", "head", "delete", "put"):
        response = getattr(Client(), method)("/mcp")
        assert (response.status_code, response.headers["Allow"]) == (405, "POST, OPTIONS")


def test_nothing_is_set_written_or_kept(monkeypatch):
    counted = []
    monkeypatch.setattr(misses, "count", lambda *miss: counted.append(miss))

    use("search", q="qwzxv")
    response = Client().post(
        "/mcp", '{"jsonrpc": "2.0", "id": 1, "method": "ping"}', content_type="application/json"
    )

    assert counted == []
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"


def test_endpoint_is_not_there_unless_it_is_wanted(settings):
    settings.MCP = False

    assert Client().get("/mcp").status_code in (404, 405)
    assert Client().post("/mcp", "{}", content_type="application/json").status_code == 405
