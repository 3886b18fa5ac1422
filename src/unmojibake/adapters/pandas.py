"""pandas: `frame["text"].unmojibake.repair()`, once this file is imported."""

from typing import TYPE_CHECKING

import pandas as pd

from unmojibake.adapters.row import repair_row

if TYPE_CHECKING:
    from unmojibake.values.config import Config


@pd.api.extensions.register_series_accessor("unmojibake")
class Repairs:
    """The methods of a Series under `unmojibake`, once this file is imported. Values that are no text are left."""

    def __init__(self, series: "pd.Series") -> None:
        """Keep the Series, as pandas wants it."""
        self._series = series

    def repair(self, config: "Config | None" = None) -> "pd.DataFrame":
        """Give `text` (of the same type), `status` and `confidence` (NaN where there is none), on the same index."""
        rows = [repair_row(None if value is pd.NA else value, config) for value in self._series]
        index = self._series.index
        # Where pandas says null in its own way it goes on doing so.
        texts = [value if row.result is None else row.text for value, row in zip(self._series, rows, strict=True)]
        kind = self._series.dtype
        # Categories are values, and a repaired one need not be among them.
        categories = isinstance(kind, pd.CategoricalDtype)
        return pd.DataFrame(
            {
                "text": pd.Series(texts, index, "category" if categories else kind),
                "status": pd.Series([row.status for row in rows], index, "str"),
                "confidence": pd.Series([row.confidence for row in rows], index, "float32"),
            }
        )

    def text(self, config: "Config | None" = None) -> "pd.Series":
        """Give the repaired text alone."""
        return self.repair(config)["text"].rename(self._series.name)
