"""Gives datatrove a step that repairs documents, writes their status into their metadata, and counts it."""

from typing import TYPE_CHECKING

from datatrove.pipeline.base import PipelineStep

from unmojibake.adapters.row import repair_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from datatrove.data import Document

    from unmojibake.values.config import Config


class Repair(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """A step that repairs the text of documents.

    Their metadata get `text_status`, and `text_confidence` where they are damaged. The stats of the step count
    documents by status: `clean`, `repaired`, `partial`, `abstained`, `null`, `error`.
    """

    name = "unmojibake"
    type = "FORMAT"

    def __init__(self, config: "Config | None" = None) -> None:
        """Keep how text is repaired."""
        super().__init__()
        self.config = config

    def run(self, data: "Iterable[Document] | None", rank: int = 0, world_size: int = 1) -> "Iterator[Document]":  # noqa: ARG002 - datatrove's form
        """Give each document with its text repaired; none is dropped, and none raises."""
        for document in data or ():
            with self.track_time():
                row = repair_row(document.text, self.config)
                document.text = row.text
                document.metadata["text_status"] = row.status
                if row.confidence is not None:
                    document.metadata["text_confidence"] = row.confidence
                self.stat_update(row.status)
            yield document
