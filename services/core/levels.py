"""The five levels of a grant and what each of them may do."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """What a member may do with a shared label; each level includes the ones below it."""

    VIEWER = 1
    EDITOR = 2
    REMOVER = 3
    MANAGER = 4
    OWNER = 5

    @property
    def word(self) -> str:
        """The lower-case name used in stored records, parameters and URLs."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Level:
        """Read a level back from its `word`; raises ValueError for anything else."""
        for level in cls:
            if level.word == word:
                return level
        raise ValueError("a level is one of " + ", ".join(level.word for level in cls))

    @property
    def may_edit(self) -> bool:
        return self >= Level.EDITOR

    @property
    def may_remove(self) -> bool:
        return self >= Level.REMOVER

    @property
    def may_share(self) -> bool:
        return self >= Level.MANAGER
