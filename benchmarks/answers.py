"""Measures answers of the API beside the pages that show the same, in the database of the
environment: made, and sent from the page cache. See README.md.

    python -m benchmarks.answers
"""

import os
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from wsgiref.util import setup_testing_defaults

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from config.serving import page_cache
from core.wsgi import Application, Environ, WsgiResponse

ROUNDS = 9
MADE, SENT = 5, 1_000  # in a round
MOST_MADE, MOST_SENT = (
    1.0,
    1.1,
)  # of what the page of a role costs; a tenth is what rounds differ by
LEAD, OTHER = "customer-support-team-lead", "customer-service-manager"
# A page, and the same for programs.
PAIRS = {
    "role": (f"/fi/roles/{LEAD}/", f"/api/v1/roles/{LEAD}?lang=fi"),
    "role, all languages": (f"/en/roles/{LEAD}/", f"/api/v1/roles/{LEAD}?lang=all"),
    "role, Markdown": (f"/fi/roles/{LEAD}/", f"/fi/roles/{LEAD}.md"),
    "list of roles": ("/fi/roles/", "/api/v1/roles?lang=fi"),
    "list of skills": ("/fi/skills/", "/api/v1/skills?lang=fi"),
    "compare": (
        f"/fi/compare/?role={LEAD}&role={OTHER}",
        f"/api/v1/compare?role={LEAD}&role={OTHER}&lang=fi",
    ),
}


def cpu_milliseconds(do: Callable[[], object], times: int) -> float:
    """What doing something so many times costs, each time."""
    start = time.process_time()
    for _ in range(times):
        do()
    return (time.process_time() - start) * 1000 / times


def compare(page: Callable[[], object], answer: Callable[[], object], times: int) -> float:
    """How much an answer costs of what a page does: in turns, since a machine is not always as
    fast. Prints both."""
    page(), answer()
    rounds = [
        (cpu_milliseconds(page, times), cpu_milliseconds(answer, times)) for _ in range(ROUNDS)
    ]
    ratio = median(other / one for one, other in rounds)
    costs = (median(costs) for costs in zip(*rounds, strict=True))
    print("".join(f"{cost:10.3f}" for cost in costs) + f"{ratio:10.2f}", flush=True)
    return ratio


def send(app: Application, address: str) -> None:
    """Has an address answered as a server does."""
    path, _mark, query = address.partition("?")
    environ: Environ = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": settings.ALLOWED_HOSTS[0],
        "HTTP_ACCEPT_ENCODING": "br",
    }
    setup_testing_defaults(environ)
    WsgiResponse.of(app, environ).close()


def main() -> None:
    """Exits with 1 if the answer about a role costs more than its page."""
    client, app = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0]), page_cache(get_wsgi_application())
    print(f"{'':24}{'page, ms':>10}{'answer':>10}{'ratio':>10}")
    ratios = {}
    for name, (page, answer) in PAIRS.items():
        print(f"{name:24}", end="")
        ratios[name] = compare(partial(client.get, page), partial(client.get, answer), MADE)
    page, answer = PAIRS["role"]
    print(f"{'role, from the cache':24}", end="")
    ratio = compare(partial(send, app, page), partial(send, app, answer), SENT)
    raise SystemExit(not (ratios["role"] <= MOST_MADE and ratio <= MOST_SENT))


if __name__ == "__main__":
    main()
