"""The dashboard: pages for a person's browser, drawn by the server, at `/` and below.

desk.py      who sits at it: session, caller, words, refusals as pages
table.py     every path              forms.py reading.py  what was sent, checked
rendering.py templates to answers    assets.py  style sheets and scripts    links.py  presses to addresses
labels.py share.py contacts.py members.py activity.py needs.py trash.py settings.py personal.py: the pages
administration.py policies.py company_labels.py leavers.py erasing.py: those of an admin
views.py head.py charts.py contact_form.py …: words and shapes that only pages have; all others are those
of the cards

Every page works as links and forms. htmx makes some of it quicker: rows that follow while one scrolls,
results while one types, colleagues by type-ahead, progress that moves until it is done.
"""

from __future__ import annotations

from .table import PAGES

__all__ = ["PAGES"]
