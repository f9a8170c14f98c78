"""Words for levels: the same on every card, page and mail."""

from __future__ import annotations

from services.core.levels import Level

from .text import Words


def level_name(level: Level, words: Words) -> str:
    """The level as the product calls it."""
    match level:
        case Level.VIEWER:
            return words.gettext("Can view")
        case Level.EDITOR:
            return words.gettext("Can edit")
        case Level.REMOVER:
            return words.gettext("Can edit and delete")
        case Level.MANAGER:
            return words.gettext("Can manage")
        case Level.OWNER:
            return words.gettext("Owner")


def level_means(level: Level, words: Words) -> str:
    """What the level allows, in one line."""
    match level:
        case Level.VIEWER:
            return words.gettext("use the contacts")
        case Level.EDITOR:
            return words.gettext("change and add contacts")
        case Level.REMOVER:
            return words.gettext("change, add and remove contacts")
        case Level.MANAGER:
            return words.gettext("also share the label and change who may do what")
        case Level.OWNER:
            return words.gettext("everything, renaming and stopping too")


def level_line(level: Level, words: Words) -> str:
    """Name and meaning together: *Can edit: change and add contacts*."""
    return words.gettext(
        "{level}: {meaning}", level=level_name(level, words), meaning=level_means(level, words)
    )
