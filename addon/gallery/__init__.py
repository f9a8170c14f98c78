"""The gallery: everything that a person sees, with facts made up for it, on a machine of one's own.

facts.py meetings.py  people, labels, changes that nobody has    cards.py    every state of every card
drawing.py            from facts to a card                       letters.py  every mail
pages.py              the dashboard's pages with those facts      pseudo.py   words that are too long
serving.py            what is served at /gallery, and when

Tests hold the same states as goldens, so what the gallery shows is what is tested.
"""
