"""Tables with bad rows: what every engine is asked to repair."""

import functools
from collections import Counter

import pyarrow as pa

from tests.corpora import DAMAGED, clean
from unmojibake.adapters.arrow import repair_table
from unmojibake.adapters.row import STATUSES

LOST = "锟斤拷锟斤拷锟斤拷"
NOT_UTF8 = b"\xff\xfe\xc9\xee"
"""What Arrow lets stand in a column of text, since it does not check."""


def values(count):
    """Give the texts of rows: clean, damaged, lost for good, null, and no text at all."""
    for row in range(count):
        if row % 2500 == 1777:
            yield NOT_UTF8
        elif row % 2000 == 555:
            yield None
        elif row % 500 == 37:
            yield LOST
        else:
            yield DAMAGED if row % 40 == 3 else clean(row)


def column(rows, kind=None):
    """Make a column of what may not be UTF-8."""
    made = pa.array([row.encode() if isinstance(row, str) else row for row in rows], pa.large_binary())
    plain = pa.Array.from_buffers(pa.large_string(), len(made), made.buffers())
    kind = kind or pa.string()
    if pa.types.is_dictionary(kind):
        coded = plain.cast(kind.value_type).dictionary_encode()
        return pa.DictionaryArray.from_arrays(coded.indices.cast(kind.index_type), coded.dictionary)
    return plain.cast(kind)


def table(count, kind=None, name="text"):
    """Make a table of them, with something before and behind the text."""
    return pa.table({"id": pa.array(range(count)), name: column(values(count), kind), "score": [0.5] * count})


def raw(array):
    """Give the values of a column as bytes, which can be compared whatever they are."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(array.type):  # Arrow decodes none of views
        array = array.cast(pa.dictionary(array.type.index_type, pa.large_string())).dictionary_decode()
    return [None if not scalar.is_valid else bytes(scalar.as_buffer()) for scalar in array]


def counts(statuses):
    """Count statuses, those that no row has included."""
    found = Counter(statuses.to_pylist() if hasattr(statuses, "to_pylist") else statuses)
    return {status: found[status] for status in STATUSES}


@functools.cache
def wanted(count):
    """Give what the bare function makes of a table: the texts as bytes, the statuses, and how many of each."""
    made = repair_table(table(count))
    return raw(made["text"]), made["text_status"].to_pylist(), counts(made["text_status"])
