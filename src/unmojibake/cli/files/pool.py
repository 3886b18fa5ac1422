"""Gives a pool of worker processes, forked from a server that has the model in memory; they end with their user."""

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process, resource_tracker


def pool(jobs: int) -> ProcessPoolExecutor:
    """Give a pool of workers, each begun when there is work and no other worker is free.

    They are not forked from this process: a copy of a process that has threads may hang. Where the system can, they
    are forked from a server that has no threads, which reads the model and makes the tables once for all of them
    (see `ready`); a second of work for each that is spawned instead.

    Args:
        jobs: How many there are at most.
    """
    context = get_context("forkserver" if _is_served() else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _is_served() -> bool:
    """Start the server that workers are forked from, and tell whether it runs."""
    if "forkserver" not in get_all_start_methods():
        return False
    forkserver.set_forkserver_preload(["unmojibake.cli.corpus.preload"])
    try:
        # Before the server, which starts the tracker too and would let Ctrl-C through again.
        resource_tracker.ensure_running()
        # Ctrl-C reaches all of a terminal's processes; the server and its workers block it, and this process ends them.
        kept = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, kept)
    except OSError:  # as where the folder for temporary files has too long a name for a socket, or is full
        return False
    return True


def _begin() -> None:
    """Begin a worker: it ends with the process that started it, however that ends."""
    # Ctrl-C reaches all of a terminal's processes; the first process ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
