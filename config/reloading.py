"""Reloading: at SIGHUP the server becomes the new program, and keeps its process id.

Programs are loaded before the fork, so new workers alone would be the old program once more. First
another process tries whether the new program loads; if it does not, the old one goes on. Then the
server executes itself anew. Its workers are still its children and go on answering until each new
worker has taken the place of an old one. The socket stays open all the time, so nobody is refused.
What loads or makes first pages lets those who answer go first. systemd and containers notice
nothing. If the program cannot be loaded after all, e.g. since a file
was changed meanwhile, the workers go on, and the server executes itself once more after a while.

Leans on parts of gunicorn that its documentation does not describe (test_reloading.py):
`handle_hup`, `handle_usr2`, `SIG_QUEUE`, `START_CTX`, `WORKERS` and `LISTENERS` of its arbiter,
`handle_exit` of a worker, and `STOP_KEEPALIVE_LINGER` of those with threads.
"""

import atexit
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from logging import getLogger
from pathlib import Path
from typing import Any, NoReturn

from gunicorn.workers import gthread  # type: ignore[import-untyped]  # it has no types

LISTENER, OLD_WORKERS = "ROLEBOOK_LISTENER", "ROLEBOOK_OLD_WORKERS"
TRIAL = "ROLEBOOK_TRIAL"  # whether a process only tries whether the program loads
# What comes while the new program is loading waits until it can be handled.
WAITING = {signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}
TRIAL_SECONDS = 180
AGAIN_SECONDS = 10  # after which a program that could not be loaded after all is tried again
RETIRE = signal.SIGUSR2
RETIRED_SECONDS = 10.0
NICENESS = 10  # of what is done while others answer


def inherited_address() -> str | None:
    """The socket that the old program listened at, for gunicorn's setting `bind`."""
    number = os.environ.pop(LISTENER, None)
    return f"fd://{number}" if number else None


def inherited_workers() -> list[int]:
    """The workers of the old program."""
    return [int(pid) for pid in os.environ.pop(OLD_WORKERS, "").split()]


def reload_at_hup(server: Any) -> None:
    """Makes SIGHUP reload the program. Signals that came while this one was loading are handled."""
    # A later turn's work: what came together with it, such as SIGTERM, is not to be lost.
    server.handle_hup = lambda: server.SIG_QUEUE.put_nowait(signal.SIGUSR2)
    server.handle_usr2 = lambda: reload(server)
    is_loaded()


def is_loaded() -> None:
    """From now on this process is asked what to do as usual, and may end."""
    atexit.unregister(try_again)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITING)


def reload(server: Any) -> None:
    """Becomes the new program, if that can be loaded."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WAITING)
    try:
        environment = os.environ | variables(os.environ.get("ENVIRONMENT_FILE", ""))
        os.chdir(server.START_CTX["cwd"])
        command = [sys.executable, *sys.orig_argv[1:]]
        gently(lambda: try_out(command, environment))
        environment[OLD_WORKERS] = " ".join(map(str, server.WORKERS))
        become(command, environment, server.LISTENERS[0].fileno())
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        server.log.error("The new program cannot be loaded, the old one goes on: %s", error)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITING)


def gently(work: Callable[[], object]) -> None:
    """Does something, and lets others go first meanwhile, but not afterwards.

    Only who has the right to can take back that others go first. On Linux it is said of a thread,
    and of what that starts: so this one, and the workers that it forks, are as they were.
    """

    def work_behind_others() -> None:
        os.nice(NICENESS)
        work()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(work_behind_others).result()


def become(command: list[str], environment: dict[str, str], listener: int) -> NoReturn:
    environment[LISTENER] = str(listener)
    os.execve(sys.executable, command, environment)  # noqa: S606 (ourselves)


def go_on_if_it_fails(address: str | None, old: list[int]) -> None:
    """While the program is loading: its end is not to be that of the old one's workers."""
    if address and old:
        atexit.register(try_again, int(address.removeprefix("fd://")), old)


def give_up(server: Any, old: list[int]) -> NoReturn:
    """Where no worker could be forked: ends, or goes on with the old ones and tries again."""
    atexit.unregister(try_again)  # its socket is the server's now
    try_again(server.LISTENERS[0].fileno(), old)
    raise SystemExit(server.APP_LOAD_ERROR)


def try_again(listener: int, old: list[int]) -> None:
    """Waits while the old workers answer, and becomes the program once more. Asked to end, it ends
    them, too; a reload is tried at once."""
    if not (running := [pid for pid in old if is_running(pid)]):
        return
    getLogger("gunicorn.error").error(
        "The new program could not be loaded, the old workers go on; it is tried again."
    )
    received = signal.sigtimedwait(WAITING, AGAIN_SECONDS)
    if received and received.si_signo != signal.SIGHUP:
        end(running, received.si_signo)
        return
    environment = os.environ | variables(os.environ.get("ENVIRONMENT_FILE", ""))
    environment[OLD_WORKERS] = " ".join(map(str, running))
    become([sys.executable, *sys.orig_argv[1:]], environment, listener)


def is_running(pid: int) -> bool:
    """Whether a child of ours is; one that has ended is let go."""
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def end(workers: list[int], number: int) -> None:
    """Hands a signal on to the workers, and waits until they have answered what was begun."""
    for pid in workers:
        os.kill(pid, number)
    for pid in workers:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def variables(file: str) -> dict[str, str]:
    """The variables in a file as systemd reads it: a line each, NAME=value or NAME="value"."""
    if not file:
        return {}
    lines = [line.strip() for line in Path(file).read_text().splitlines()]
    pairs = [line.partition("=") for line in lines if "=" in line and line[0] not in "#;"]
    return {name.strip(): "".join(shlex.split(value)) for name, _, value in pairs}


def try_out(command: list[str], environment: dict[str, str]) -> None:
    """Loads all of the program in another process. Raises SubprocessError if that fails."""
    run = [*command, "--check-config"]
    trial = environment | {TRIAL: "1"}
    subprocess.run(run, env=trial, timeout=TRIAL_SECONDS, check=True)  # noqa: S603 (ourselves)


def take_place(worker: Any, old: list[int]) -> None:
    """Lets a new worker take the place of its share of the old ones, once it is warm."""
    signal.signal(RETIRE, lambda number, frame: retire(worker))
    count: int = worker.cfg.workers
    mine = old[worker.age - 1 :: count] if worker.age <= count else []
    if mine and (site := sys.modules.get("config.wsgi")):
        try:
            gently(site.warm_up)
        except Exception:  # it would end the server
            worker.log.exception("A new worker could not make its first pages")
    for pid in mine:
        with suppress(ProcessLookupError):
            os.kill(pid, RETIRE)


def retire(worker: Any) -> None:
    """Ends a worker that another one has taken the place of.

    It answers one more request on each connection that is kept, with the word that it ends; others
    it closes after a while. A client that sends in this very moment would think itself refused.
    """
    gthread.STOP_KEEPALIVE_LINGER = RETIRED_SECONDS
    worker.handle_exit(signal.SIGTERM, None)
