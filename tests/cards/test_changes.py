"""A change in a few words."""

from datetime import UTC, datetime

import pytest

from cards.history import what_changed
from services.core.facts import ChangeFacts


@pytest.mark.parametrize(
    ("version", "before", "after", "said"),
    [
        (1, "", "Finance", "Added"),
        (4, "", "Finance", "Brought back"),
        (4, "Finance", "", "Deleted"),
        (4, "Finance", "Finance · Press", "Changed Labels"),
    ],
)
def test_what_became_of_its_labels_says_what_became_of_a_contact(version, before, after, said, words):
    change = ChangeFacts(
        contact="c1",
        version=version,
        title="Ada",
        at=datetime(2026, 3, 2, tzinfo=UTC),
        who="Maya",
        by="1",
        cause="pull",
        changes=(("labels", before, after),),
    )
    assert what_changed(change, words) == said
