"""The documentation site, by Sphinx: `python -m sphinx -W docs docs/_build`. Building it needs no network."""

from __future__ import annotations

import sys
from pathlib import Path

import newsparse

sys.path.insert(0, str(Path(__file__).parent))

project = "newsparse"
author = "The newsparse authors"
version = release = newsparse.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "generate"]
exclude_patterns = ["_build"]
default_role = "code"  # docstrings write names between single backticks
myst_heading_anchors = 3
smartquotes = False  # a straight quote of an example stays one
highlight_language = "none"

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
maximum_signature_line_length = 72

html_theme = "furo"
html_title = "newsparse"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_static_path = ["static"]
html_css_files = ["site.css"]
