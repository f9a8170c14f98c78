"""Handlers of the sidebar: one per action, each calls one use case and answers with cards.

`HANDLERS` binds the names of `cards.actions` to them. A handler takes nothing of the event for
granted: the use case checks what the caller may do with the ids that it names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cards.responses import Answer

from . import (
    admin,
    clash,
    compose,
    contact,
    held,
    history,
    home,
    label,
    label_settings,
    member,
    people,
    seen,
    share,
)

Handler = Callable[..., Answer]

HANDLERS: Mapping[str, Handler] = {
    **home.HANDLERS,
    **label.HANDLERS,
    **label_settings.HANDLERS,
    **share.HANDLERS,
    **member.HANDLERS,
    **seen.HANDLERS,
    **held.HANDLERS,
    **clash.HANDLERS,
    **history.HANDLERS,
    **contact.HANDLERS,
    **people.HANDLERS,
    **compose.HANDLERS,
    **admin.HANDLERS,
}
