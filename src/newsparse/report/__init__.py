"""The archive report: what a batch found, as one HTML file whose numbers lead to the articles behind them.

tables of a batch (`tables`) → answers (`questions`) → charts (`charts`) and markup (`page`)
"""

from __future__ import annotations

from newsparse.report.page import report_html

__all__ = ["report_html"]
