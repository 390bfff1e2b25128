"""The evidence page: records as one HTML file, every value marked where it stands in the text.

records → evidence (`load`) → marked pieces (`marks`) → markup (`article`, `values`) → file (`page`)
"""

from __future__ import annotations

from newsparse.view.load import Evidence, load_evidence
from newsparse.view.page import view_html

__all__ = ["Evidence", "load_evidence", "view_html"]
