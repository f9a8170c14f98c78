"""A company with an admin, for the tests of what admins do."""

from dataclasses import replace

from services import admin, sharing
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Grant, Policies, Tenant
from tests.town import Town, contact


class Company(Town):
    """Maya has a label of three contacts; `boss` is an admin who has not opened the add-on yet."""

    def __init__(self, *names):
        super().__init__(*names)
        self.world.add_person(self.company, "boss@maple.example", "Boss", admin=True)
        maya = self.hand("maya")
        maya.add_label("Finance")
        for n in range(3):
            maya.add(contact(f"C{n}", phone=f"+1 202 555 010{n}"), ["Finance"])

    @property
    def boss(self):
        return self.caller("boss")

    @property
    def tenant(self):
        return self.store.root.get(Tenant, self.caller("maya").tenant)

    def opened_by_admin(self):
        admin.notice(self.boss, deps=self.deps)

    def decide(self, **policies):
        """Policies, past every check."""
        self.store.root.put(replace(self.tenant, policies=Policies(**policies)))

    def share_with(self, *addresses, level=Level.EDITOR, owner="maya"):
        group = next(g["resourceName"] for g in self.hand(owner).labels() if g["name"] == "Finance")
        shared = sharing.share(
            self.caller(owner),
            group=group,
            form=ShareForm(typed=", ".join(addresses), level=level),
            deps=self.deps,
        )
        self.settle()
        return shared

    def grant(self, label, name):
        return self.scope().get(Grant, f"{label}.{self.id(name)}")

    def has(self, *names):
        return [name for name in names if "Finance" in [g["name"] for g in self.hand(name).labels()]]
