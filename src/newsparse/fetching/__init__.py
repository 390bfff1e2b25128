"""Fetching, politely and safely: the one door to the network.

`FetchOptions` and `Page` cost nothing to import; what needs httpx is imported where it is used.
"""

from newsparse.fetching.options import FetchOptions
from newsparse.fetching.page import Exchange, Page

__all__ = ["Exchange", "FetchOptions", "Page"]
