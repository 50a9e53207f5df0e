"""The fork server: a process that loads the program, forks the server's workers from it, and ends.

What is loaded before a fork is held once as long as nobody writes to it. Python does, since it
counts references in the objects themselves: each worker has a copy of a third of it. If the server
had loaded the program it would hold that third once more, only to replace a worker that has ended.
When the fork server is gone, its pages are the workers' alone. Linux then makes the server their
parent; elsewhere the server has to load the program itself.

A worker that ends too soon is replaced from a fork server of its own, so with the program as it is
then, and shares nothing with the others until the next reload.

Leans on parts of gunicorn that its documentation does not describe (test_fork_server.py):
`spawn_worker`, `spawn_workers`, `num_workers`, `worker_class`, `worker_age`, `timeout`, `WORKERS`,
`LISTENERS` and `app.wsgi` of its arbiter, `init_process` of a worker.
"""

import ctypes
import gc
import os
import signal
import time
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

from config.reloading import gently

PR_SET_CHILD_SUBREAPER = 36  # of prctl(2)
LOADING_SECONDS = 300
AGAIN_SECONDS = 10.0  # after which a program that could not be loaded is tried again


def adopt_orphans() -> bool:
    """Makes this process the parent of those whose own has ended, where the system can."""
    with suppress(AttributeError):  # another system than Linux
        return bool(ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)
    return False


def freeze() -> None:
    """Exempts what has been loaded from garbage collection, so that all workers go on sharing it.

    A page is a few thousand objects, nearly all of which are freed by reference counts, so there is
    little to collect; but what waits for that takes 2 MB if 20,000 may. Nor is what has been loaded
    searched for garbage: some thousand objects are, which nobody writes to any more, and that would
    be a tenth of the start. What was in use during two collections, by pages that were being made,
    waits for one of all that is not exempt: after 800,000 objects, some thousand pages.
    """
    gc.freeze()
    gc.set_threshold(4_000, 20, 10)
    gc.enable()


class ForkServer:
    """Forks the workers of a server, of which others may answer meanwhile: those of the program
    before."""

    def __init__(self, server: Any, others: list[int]) -> None:
        self._server = server
        self._others = others
        self._next = 0.0  # when the program may be loaded again

    def replace(self) -> None:
        """Forks workers in the place of those that have ended. If the program cannot be loaded, it
        is tried again after a while; the others go on."""
        if time.monotonic() >= self._next and not self.fork_workers():
            self._next = time.monotonic() + AGAIN_SECONDS

    def fork_workers(self) -> bool:
        """Adds the workers that are missing, and returns whether it could."""
        missing = self._server.num_workers - len(self._server.WORKERS)
        workers = [self._new_worker() for _ in range(missing)]
        reader, writer = os.pipe()
        if not (fork_server := os.fork()):
            os.close(reader)
            self._run(workers, writer)
        os.close(writer)
        with open(reader) as told:  # until nobody but workers is left of it
            pids = [int(line) for line in told]
        os.waitpid(fork_server, 0)
        for worker, pid in zip(workers, pids, strict=False):
            worker.pid = pid
            self._server.WORKERS[pid] = worker
        return len(pids) == len(workers)

    def _new_worker(self) -> Any:
        """A worker as the server makes one; their file, by which it sees that a worker is alive,
        must be open in both."""
        server = self._server
        server.worker_age += 1
        where = (server.worker_age, server.pid, server.LISTENERS, server.app)
        return server.worker_class(*where, server.timeout / 2, server.cfg, server.log)

    def _run(self, workers: list[Any], writer: int) -> NoReturn:
        """What the fork server does. A worker leaves by SystemExit."""
        if not self._is_loaded():
            os._exit(1)
        for worker in workers:
            worker.init_process = partial(leave, worker, os.getpid(), writer)
            self._server.worker_class = lambda *_arguments, worker=worker: worker
            os.write(writer, b"%d\n" % self._server.spawn_worker())
        os._exit(0)

    def _is_loaded(self) -> bool:
        signal.alarm(LOADING_SECONDS)  # would end it
        gc.disable()  # a sixth of the time would go into looking through what stays
        try:
            if self._others or self._server.WORKERS:
                gently(self._server.app.wsgi)
            else:
                self._server.app.wsgi()
        except BaseException:
            self._server.log.exception("The program could not be loaded")
            return False
        signal.alarm(0)
        freeze()
        return True


def leave(worker: Any, fork_server: int, writer: int) -> None:
    """Makes a process a worker when the fork server has ended: one whose parent is not the server
    would end."""
    os.close(writer)
    while os.getppid() == fork_server:
        time.sleep(0.001)
    type(worker).init_process(worker)
