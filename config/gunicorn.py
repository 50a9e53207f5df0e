"""How gunicorn serves Rolebook: a few processes of a few threads, behind a proxy that buffers."""

import os
import re
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # it has no types
from pythonjsonlogger.json import JsonFormatter

from config import environment, reloading
from config.fork_server import ForkServer, adopt_orphans, freeze
from config.memory import Giver, keep_stacks, limit_arenas
from config.sending import send_at_once

LOG_FORMAT = environment.choice("LOG_FORMAT", "json", ("json", "text"))
READER_ADDRESS = re.compile(r" from ip=\S*(?=: )")


class SiteLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Writes gunicorn's own messages as the site writes its log, without readers' addresses."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        if LOG_FORMAT == "json":
            formatter = JsonFormatter("%(levelname)s %(name)s %(message)s", timestamp=True)
            for handler in self.error_log.handlers:
                handler.setFormatter(formatter)

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().warning(READER_ADDRESS.sub("", msg), *args, **kwargs)


logger_class = SiteLogger
inherited = reloading.inherited_address()
bind = inherited or (
    f"{os.environ.get('HOST', '127.0.0.1')}:{environment.number('PORT', default=8000, least=1)}"
)
worker_class = "gthread"
workers = environment.number("WEB_CONCURRENCY", default=2, least=1)
threads = 12

# Longer than the proxy keeps idle connections, so that it never reuses a closed one.
keepalive = 75
timeout = 30
graceful_timeout = 30

# As much as the front takes (deploy/nginx.conf), which has a page for longer ones.
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190

# Whether a proxy's word about HTTPS counts is decided by the setting TRUST_PROXY alone.
secure_scheme_headers: dict[str, str] = {}
# Nor may another program on this machine say in a header where the site or a page is.
forwarder_headers = ""
# So it makes no difference who asks, and nobody's address is looked up for each request.
forwarded_allow_ips = "*"
# The server is controlled by signals alone.
control_socket_disable = True

send_at_once()
# Before there is any thread, of which each would have its own.
limit_arenas()
keep_stacks()
giver = Giver()
# Loaded once, for all processes (config/loading.py); threads and connections come after the fork.
# Not by the server itself, where another process can do it for the workers.
preload_app = not adopt_orphans()
old_workers = reloading.inherited_workers()
reloading.go_on_if_it_fails(inherited, old_workers)


def when_ready(server: Any) -> None:
    """Has the first workers forked."""
    if preload_app:
        freeze()
    else:
        fork_server = ForkServer(server, old_workers)
        if not fork_server.fork_workers():
            reloading.give_up(server, old_workers)
        server.spawn_workers = fork_server.replace
    reloading.reload_at_hup(server)


def post_fork(server: Any, worker: Any) -> None:
    """What the server keeps for itself while it loads is not a worker's."""
    reloading.is_loaded()


def post_worker_init(worker: Any) -> None:
    """After a reload, takes the place of an old worker."""
    reloading.take_place(worker, old_workers)


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """What an answer needed for a moment goes back to the system now and then."""
    giver.work()
