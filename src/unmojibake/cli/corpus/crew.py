"""Gives pieces repaired by several processes, in the order of the pieces."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from unmojibake.cli.corpus.pieces import Piece
from unmojibake.cli.corpus.rows import passed, work
from unmojibake.cli.corpus.shards import Shard
from unmojibake.cli.corpus.work import Done, Options
from unmojibake.errors import UnmojibakeError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_AHEAD = 6
"""Pieces under way for each worker: a limit on memory, and enough that no worker waits for another's long piece."""
_Waiting: TypeAlias = "Shard | tuple[Piece, Done | Future[Done]]"
Item: TypeAlias = "Piece | Shard"
"""A piece, or a shard that has no more pieces."""


def results(items: Iterable[Item], options: Options, jobs: int) -> Iterator[tuple[Piece, Done] | Shard]:
    """Give pieces repaired, in the order of the items.

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
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - for several processes only

    workers = _Workers(jobs)
    try:
        yield from _in_order(items, options, workers)
    except BrokenExecutor:
        message = "a worker was ended by the system, perhaps for want of memory; what is finished stays: run again"
        raise UnmojibakeError(message) from None
    finally:
        workers.close()


class _Workers:
    """The worker processes, which begin with the first piece that may be damaged."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self.most = jobs * _AHEAD

    def give(self, piece: Piece, options: Options) -> "Done | Future[Done]":
        """Give a piece to the workers, unless the gate passes it."""
        done = passed(piece.shard.kind, piece.data, options)
        if done:
            return done
        if self._pool is None:
            from unmojibake.cli.files.pool import pool  # noqa: PLC0415 - for several processes only

            self._pool = pool(self._jobs)
        return self._pool.submit(work, *_order(piece), options)

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _in_order(items: Iterable[Item], options: Options, workers: _Workers) -> Iterator[tuple[Piece, Done] | Shard]:
    """Keep the workers busy, and give the repaired pieces in order."""
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
            waiting.append((item, workers.give(item, options)))
        else:
            waiting.append(item)
        while waiting and (len(waiting) >= workers.most or _is_ready(waiting[0])):
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())
    if failure:
        raise failure


def _is_ready(item: "_Waiting") -> bool:
    return isinstance(item, Shard) or isinstance(item[1], Done) or item[1].done()


def _result(item: "_Waiting") -> tuple[Piece, Done] | Shard:
    """Give a repaired piece, when it is ready."""
    if isinstance(item, Shard):
        return item
    piece, done = item
    return piece, done if isinstance(done, Done) else done.result()


def _order(piece: Piece) -> tuple[str, str, int, bytes]:
    """Give a piece as it is sent to a worker."""
    return piece.shard.kind, piece.shard.source, piece.row, piece.data
