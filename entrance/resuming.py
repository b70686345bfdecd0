"""Taking up a tab again after the network dropped: only with the cookie that the tab was opened with.

Streamlit hands a tab's whole state to whoever names its id. Here the id is worth nothing without the session.
"""

import hashlib
import threading
from collections import OrderedDict

_MOST = 5000
_opened: OrderedDict[str, str] = OrderedDict()
_changing = threading.Lock()


def remember(tab: str, token: str) -> None:
    """Note which session a tab belongs to."""
    with _changing:
        _opened[tab] = _digest(token)
        _opened.move_to_end(tab)
        while len(_opened) > _MOST:
            _opened.popitem(last=False)


def forget(tab: str) -> None:
    """A tab whose session is over is not taken up again."""
    with _changing:
        _opened.pop(tab, None)


def may_resume(tab: str, token: str) -> bool:
    """Whether this session may take the tab up again."""
    with _changing:
        return bool(token) and _opened.get(tab) == _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
