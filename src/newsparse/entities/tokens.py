"""The token view under the name that the grammar of persons uses; see `newsparse.entities.view`."""

from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER, EndingTable, TokenView, view_of

__all__ = ["DIGIT", "LOWER", "MARK", "TITLE", "UPPER", "EndingTable", "TokenView", "view_of"]
