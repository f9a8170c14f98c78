"""The gallery: everything that a person sees, with facts made up for it, on a machine of one's own.

facts.py meetings.py  people, labels, changes that nobody has    cards.py    every state of every card
company.py            the same for an admin                       letters.py  every mail
drawing.py            from facts to a card                        pseudo.py   words that are too long
pages.py company_pages.py beside.py   every page, by what its template is given
serving.py            what is served at /gallery, and when

Tests hold the same states as goldens, so what the gallery shows is what is tested.
"""
