"""Which word is which level?"""

import pytest

from services.core.levels import Level


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("viewer", Level.VIEWER),
        ("editor", Level.EDITOR),
        ("remover", Level.REMOVER),
        ("manager", Level.MANAGER),
        ("owner", Level.OWNER),
    ],
)
def test_which_level_does_a_word_mean(word, level):
    assert Level.from_word(word) is level
    assert level.word == word


@pytest.mark.parametrize("word", ["", "Owner", "admin", "5"])
def test_is_a_level_guessed_from_another_word(word):
    with pytest.raises(ValueError, match=r"^a level is one of viewer, editor, remover, manager, owner$"):
        Level.from_word(word)
