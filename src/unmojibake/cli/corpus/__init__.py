"""Corpora on one machine: shards of JSONL, Parquet or plain text, repaired by a pool of processes.

    shards ─► pieces ─► workers ─► writers ─► .part, renamed when it is whole

The main process reads and writes, in order; workers repair. What is under way at any time is a few
pieces, so memory does not depend on the size of a file.
"""
