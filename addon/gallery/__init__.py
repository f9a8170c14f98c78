"""The gallery: everything that a person sees, with facts made up for it, on a machine of one's own.

facts.py meetings.py  people, labels, changes that nobody has
company.py            the same for an admin
drawing.py            from facts to a card
cards.py *_cards.py   every state of every card
pages.py *_pages.py beside.py   every page, by what its template is given
letters.py            every mail
pseudo.py             words that are too long
serving.py            what is served at /gallery, and when

Tests hold the same states as goldens, so what the gallery shows is what is tested.
"""
