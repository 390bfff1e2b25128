"""The errors that newsparse raises.

NewsparseError
├── FetchError          a page could not be fetched; `url` is the address at which it ended
│   ├── AddressError        the address is refused: scheme, credentials, host, or a private network
│   ├── FetchLimitError     a limit was reached: redirects, size, time
│   ├── NetworkError        no name, no connection, a bad certificate, an answer cut off or damaged
│   ├── RobotsError         the site's robots.txt does not allow it, or could not be had
│   └── StatusError         the server answered with an error; `status` is its number
├── InputError          an input cannot be read: missing, unreadable, not a format newsparse knows
├── LexiconError        a lexicon table breaks a rule; the message names file, line and rule
├── OptionError         an option's value is outside its range
├── OutputError         the output cannot be written: no room, or no permission
└── MissingExtraError   a feature needs an extra that is not installed; the message says which

Everything else that can be wrong with a page is no error but a warning in its record.
"""

from __future__ import annotations


class NewsparseError(Exception):
    """Base of every error that newsparse raises on purpose."""


class FetchError(NewsparseError):
    """A page could not be fetched.

    `url` is the address at which it ended (after redirects), `passing` whether trying again later may help.
    """

    def __init__(self, message: str, *, url: str = "", passing: bool = False) -> None:
        super().__init__(message)
        self.url = url
        self.passing = passing


class AddressError(FetchError):
    """An address is refused before or at the connection: scheme, credentials, host, private network."""


class FetchLimitError(FetchError):
    """A limit of `FetchOptions` was reached: redirects, size, time."""


class NetworkError(FetchError):
    """No name, no connection, a bad certificate, or an answer that was cut off or damaged."""


class RobotsError(FetchError):
    """The site's robots.txt does not allow the address, or could not be had."""


class StatusError(FetchError):
    """The server answered with an error.

    `status` is the HTTP status, `retry_after` the seconds that the server asks to wait, where it says so.
    """

    def __init__(
        self, message: str, *, url: str = "", passing: bool = False, status: int = 0, retry_after: float | None = None
    ) -> None:
        super().__init__(message, url=url, passing=passing)
        self.status = status
        self.retry_after = retry_after


class InputError(NewsparseError):
    """An input cannot be read."""


class LexiconError(NewsparseError):
    """A lexicon table breaks a rule."""


class OptionError(NewsparseError):
    """An option's value is outside its range."""


class OutputError(NewsparseError):
    """The output cannot be written: no room, no permission. No shard can be; what is entered stays done."""


class MissingExtraError(NewsparseError):
    """A feature needs an extra that is not installed."""
