"""The endpoint for assistants: the Model Context Protocol over HTTP, without any state.

Each request is answered by itself, as JSON. There is no session, no stream, and nothing is written:
the tools are the API's own views, with their forms and bounds. Off unless MCP=1.
"""

import json
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy

from api import careers, roles, searching
from api.answers import as_json
from api.forms import CompareRolesForm, FindRolesForm, OneRoleForm, PlanMoveForm, SearchTextForm
from api.parameters import parameters
from api.problems import not_found, refused
from api.service import in_wanted_language
from api.strict import Refusal, StrictForm

MAX_BYTES = 64 * 1024
VERSIONS = ("2025-03-26", "2025-06-18", "2025-11-25")  # of the protocol, oldest first
# As JSON-RPC numbers what is wrong; the last one is the protocol's own.
UNREADABLE, INVALID, NO_METHOD, BAD_PARAMETERS = -32700, -32600, -32601, -32602
UNSUPPORTED_VERSION = -32022
INSTRUCTIONS = (
    "A reference of roles, the skills and tools they require, and the career moves between them, "
    "in English, Finnish, Norwegian Bokmål and Polish. Search first: the other tools take the "
    "“slug” of a result. Where “fallback” is true, a text is in another language than asked for. "
    "Name the sources and show the acknowledgements with what you quote."
)


class RpcError(Exception):
    """Something is wrong with a request."""

    def __init__(self, code: int, message: str, status: int = 200, data: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.content = {"code": code, "message": message, **({"data": data} if data else {})}


@dataclass(frozen=True)
class AssistantTool:
    """A tool: a view of the API. `in_path` are the arguments that stand in its path."""

    description: str
    view: Callable[..., HttpResponse]
    form: type[StrictForm]
    in_path: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """What it takes, as JSON Schema."""
        described = parameters(self.form)
        properties: dict[str, Any] = {
            name: {"type": "string", "description": "The slug of a role."} for name in self.in_path
        }
        properties |= {
            one["name"]: one["schema"] | {"description": one["description"]} for one in described
        }
        needed = [*self.in_path, *(one["name"] for one in described if one["required"])]
        return {
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": False,
        }


TOOLS = {
    "search": AssistantTool(
        "Search roles, skills, tools, metrics, positions and role families in any language.",
        searching.search,
        SearchTextForm,
    ),
    "role": AssistantTool(
        "Read one role: responsibilities, skills, tools, metrics, pay, career steps, sources. "
        "Choose “fields” to read only a part.",
        roles.role,
        OneRoleForm,
        in_path=("slug",),
    ),
    "compare": AssistantTool(
        "Compare two to four roles side by side.", careers.compare, CompareRolesForm
    ),
    "move": AssistantTool(
        "Plan a move from a role, or from skills and tools, to a role: what is known already, what "
        "to learn, what is left behind.",
        careers.move,
        PlanMoveForm,
    ),
    "find": AssistantTool(
        "Find roles that fit skills and tools, the best fit first.", careers.find, FindRolesForm
    ),
}


def endpoint(request: HttpRequest) -> HttpResponse:
    """Answers one message of a client."""
    if not settings.MCP:
        raise Http404
    identifier = None
    try:
        _check(request)
        message = _message(request)
        identifier = message.get("id")
        result = _result(message, request)
    except RpcError as error:
        return _reply(identifier, error.status, error=error.content)
    if result is None:
        return HttpResponse(status=202)
    return _reply(identifier, 200, result=result)


def _reply(identifier: Any, status: int, **content: Any) -> HttpResponse:
    text = as_json({"jsonrpc": "2.0", "id": identifier, **content})
    # What the client sent may hold half of a character.
    response = HttpResponse(text.encode(errors="replace"), "application/json", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _check(request: HttpRequest) -> None:
    """That the request comes from no other site's script, and speaks a version that we do."""
    own = f"{request.scheme}://{request.get_host()}"  # refuses a host that is not ours
    if request.headers.get("Origin", own) != own:
        raise RpcError(INVALID, "Requests from this origin are not taken.", 403)
    version = request.headers.get("MCP-Protocol-Version", VERSIONS[0])
    if version not in VERSIONS:
        supported = {"supported": [*VERSIONS], "requested": version}
        message = "This version of the protocol is not supported."
        raise RpcError(UNSUPPORTED_VERSION, message, 400, supported)


def _message(request: HttpRequest) -> dict[str, Any]:
    """The message that was sent."""
    if request.content_type != "application/json":
        raise RpcError(INVALID, "Send JSON, as application/json.", 415)
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise RpcError(INVALID, f"A message has at most {MAX_BYTES} bytes.", 413)
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise RpcError(UNREADABLE, "This is not JSON.", 400) from None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise RpcError(INVALID, "Send one message of JSON-RPC 2.0.", 400)
    if type(message.get("id", "")) not in (str, int):
        raise RpcError(INVALID, "“id” must be a text or a whole number.", 400)
    return message


def _result(message: dict[str, Any], request: HttpRequest) -> dict[str, Any] | None:
    """What a message is answered with; None for a notification, or an answer of the client's."""
    method, values = message.get("method"), message.get("params", {})
    if "id" not in message or method is None:
        return None
    if not isinstance(values, dict):
        raise RpcError(BAD_PARAMETERS, "“params” must be an object.")
    if method == "initialize":
        return _initialized(values)
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [_described(name, tool) for name, tool in TOOLS.items()]}
    if method == "tools/call":
        return _called(values, request)
    raise RpcError(NO_METHOD, "There is no such method.")


def _initialized(values: dict[str, Any]) -> dict[str, Any]:
    wanted = values.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[-1],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": settings.SITE_NAME, "version": settings.RELEASE},
        "instructions": INSTRUCTIONS,
    }


def _described(name: str, tool: AssistantTool) -> dict[str, Any]:
    return {
        "name": name,
        "description": tool.description,
        "inputSchema": tool.schema,
        "annotations": {"readOnlyHint": True, "openWorldHint": False},
    }


def _called(values: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """The answer of a tool; a problem is one, too, so that the assistant can read it."""
    name, arguments = values.get("name"), values.get("arguments", {})
    if not isinstance(name, str) or name not in TOOLS:
        raise RpcError(BAD_PARAMETERS, "There is no such tool.")
    if not isinstance(arguments, dict):
        raise RpcError(BAD_PARAMETERS, "“arguments” must be an object.")
    response = _response(TOOLS[name], arguments, request)
    text = response.content.decode()
    if 300 <= response.status_code < 400:
        text = f"This has moved. Ask for {response.headers['Location'].rpartition('/')[2]}."
    return {
        "content": [{"type": "text", "text": text}],
        "isError": response.status_code >= 300,
    }


def _response(tool: AssistantTool, arguments: dict[str, Any], request: HttpRequest) -> HttpResponse:
    """What the API answers."""
    asked: Any = copy(request)  # which is read as if it had this query
    asked.GET = _query({name: arguments[name] for name in arguments if name not in tool.in_path})
    with in_wanted_language(asked):
        if missing := [name for name in tool.in_path if name not in arguments]:
            message = gettext_lazy("This parameter is required.")
            return refused([Refusal(name, "", message) for name in missing]).response()
        in_path = {name: str(arguments[name]) for name in tool.in_path}
        if not all(map(slug_re.match, in_path.values())):
            return not_found().response()
        return tool.view(asked, **in_path)


def _query(arguments: dict[str, Any]) -> QueryDict:
    """Arguments as a query has them."""
    query = QueryDict(mutable=True)
    for name, value in arguments.items():
        values = value if isinstance(value, list) else [value]
        if not all(type(one) in (str, int) for one in values):
            raise RpcError(
                BAD_PARAMETERS, f"“{name[:60]}” must be a text, a number or a list of them."
            )
        texts = [str(one) for one in values]
        query.setlist(name, [",".join(texts)] if name == "fields" else texts)
    return query
