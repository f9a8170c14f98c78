"""What an operation costs at the store, which is billed by the document."""

from services.core.records import LINKS
from tests.town import Town, contact

SIZE = 2 * LINKS
BESIDES = 40
"""Documents of account, copy, grant, label, leases and states, for two batches."""


class Billed(Town):
    """Remembers what each copy task read and wrote."""

    def _deliver(self, kind, body):
        counts = self.store.counts
        reads, writes = counts.reads, counts.writes
        status = super()._deliver(kind, body)
        if kind == "copy":
            self.bills.append((counts.reads - reads, counts.writes - writes))
        return status


def test_a_first_copy_reads_each_contact_of_the_hub_once_and_writes_pages():
    town = Billed("maya", "anna")
    town.bills = []
    town.hand("maya").add_label("Finance")
    for n in range(SIZE):
        town.hand("maya").plant(contact(f"C{n}", mail=f"c{n}@x.example"), ["Finance"])
    town.share("maya", "Finance", "anna")
    reads, writes = max(town.bills)
    assert SIZE <= reads <= SIZE + BESIDES
    assert writes <= 2 * SIZE // 100 + 10
