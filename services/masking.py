"""What an update sends: one mask for many contacts, and nothing hidden in it."""

from __future__ import annotations

from .core.contact import WRITABLE, fingerprint, masked
from .core.records import Contact, Fields, Link, Version
from .core.sight import Sight
from .history import states_of, version_keys
from .visiting import Visit


def mask_of(visit: Visit, items: list[tuple[Contact, Link]], sight: Sight) -> tuple[str, ...]:
    """One mask for the whole batch: the fields in which any of its copies may differ.

    Every contact sends all of the mask's fields, so none is cleared that the hub has. A copy that
    its member changed differs in ways that no version tells: then the mask is every field.
    """
    hub, link = items[0]
    hidden = sight.hidden_in(hub.labels)
    changed = sight.to_remask(link, hub)
    everything = tuple(name for name in WRITABLE if name not in hidden or name in changed)
    keys = [key for hub, link in items if link.agreed for key in version_keys(hub, [link.agreed])]
    versions = visit.scope.get_many(Version, keys)
    names = set(changed)
    for hub, link in items:
        wanted = version_keys(hub, [link.agreed]) if link.agreed else []
        if not wanted or link.absorbed or not all(key in versions for key in wanted):
            return everything
        base = states_of(hub, [link.agreed], versions).get(link.agreed)
        if base is None or link.seen != fingerprint(masked(base, link.masked)):
            return everything
        for key in wanted:
            names |= versions[key].before.keys()
    return tuple(name for name in everything if name in names) or everything


def alike(items: list[tuple[Contact, Link]], sight: Sight) -> list[list[tuple[Contact, Link]]]:
    """The batch by what is hidden now and what changes by that: nothing hidden may be in a mask by chance."""
    alike: dict[tuple[frozenset[str], frozenset[str]], list[tuple[Contact, Link]]] = {}
    for hub, link in items:
        alike.setdefault((sight.hidden_in(hub.labels), sight.to_remask(link, hub)), []).append((hub, link))
    return list(alike.values())


def shown(hub: Contact, link: Link, sight: Sight) -> Fields:
    """What the copy shall hold. Of a field hidden since, what was her own before it was adopted."""
    hidden = sight.hidden_in(hub.labels)
    own = {name: link.mine[name] for name in hidden - frozenset(link.masked) if name in link.mine}
    return {**masked(hub.content, hidden), **own}
