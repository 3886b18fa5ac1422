"""The workers: pieces go out to several processes, and come back in order."""

import signal
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from unmojibake.cli.run import is_surely_clean
from unmojibake.corpus.pieces import Piece
from unmojibake.corpus.rows import Done, Options, work
from unmojibake.corpus.shards import Shard
from unmojibake.corpus.tally import Tally
from unmojibake.errors import UnmojibakeError
from unmojibake.result import Verdict

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_AHEAD = 6
"""Pieces for each worker that are under way: a limit on memory, and enough that none waits for another's long piece."""
_Waiting: TypeAlias = "Shard | tuple[Piece, Done | Future[Done]]"
Item: TypeAlias = "Piece | Shard"
"""A piece, or a shard that has no more of them."""


def results(items: Iterable[Item], options: Options, jobs: int) -> Iterator[tuple[Piece, Done] | Shard]:
    """Have pieces repaired. What is ready comes in the order of the items.

    Args:
        items: Pieces, and behind those of a shard the shard. An error that they end with is raised when all
            before it is through.
        options: How they are repaired.
        jobs: Processes that work at the same time; with 1 it is this one.

    Raises:
        UnmojibakeError: If the items end with one, a row is not what it must be, or a worker died.
    """
    if jobs == 1:
        for item in items:
            yield item if isinstance(item, Shard) else (item, work(*_order(item), options))
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415 - for several processes only
    from multiprocessing import get_context  # noqa: PLC0415 - the same

    # Spawned, not forked: a copy of a process that has threads may hang.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield from _in_order(items, options, pool, jobs * _AHEAD)
    except BrokenExecutor:
        message = "a worker was ended by the system, perhaps for want of memory; what is finished stays: run again"
        raise UnmojibakeError(message) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    items: Iterable[Item], options: Options, pool: "ProcessPoolExecutor", most: int
) -> Iterator[tuple[Piece, Done] | Shard]:
    """Keep the workers busy, and give what they made in order."""
    waiting: deque[_Waiting] = deque()
    failure = None
    source = iter(items)
    while True:
        try:
            item = next(source)
        except StopIteration:
            break
        except UnmojibakeError as error:
            failure = error
            break
        if isinstance(item, Piece):
            waiting.append((item, passed(item) or pool.submit(work, *_order(item), options)))
        else:
            waiting.append(item)
        while waiting and (len(waiting) >= most or _is_ready(waiting[0])):
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())
    if failure:
        raise failure


def _is_ready(item: "_Waiting") -> bool:
    return isinstance(item, Shard) or isinstance(item[1], Done) or item[1].done()


def _result(item: "_Waiting") -> tuple[Piece, Done] | Shard:
    """Wait for a piece."""
    if isinstance(item, Shard):
        return item
    piece, done = item
    return piece, done if isinstance(done, Done) else done.result()


def passed(piece: Piece) -> Done | None:
    """Give what became of plain text that can't be damaged, as far as one look can tell; None for all else.

    The look costs less than to send the text to a worker.
    """
    if piece.shard.kind != "text" or not is_surely_clean(piece.data):
        return None
    rows = piece.data.count(b"\n") + (not piece.data.endswith(b"\n"))
    return Done(Tally(rows=Counter({Verdict.CLEAN.value: rows})))


def _order(piece: Piece) -> tuple[str, str, int, bytes]:
    """Give what a worker is sent."""
    return piece.shard.kind, piece.shard.source, piece.row, piece.data


def _begin() -> None:
    """Begin a worker: it ends with the process that started it, however that ends."""
    import os  # noqa: PLC0415 - in workers only
    import threading  # noqa: PLC0415
    from multiprocessing import parent_process  # noqa: PLC0415

    # Ctrl-C reaches all of a terminal's processes; the first one tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
