"""A small Google that runs on this machine: People, Directory, Gmail, Calendar, tokens, faults.

It stands alone: it imports nothing of the product, and the product reaches it over HTTP only. It refuses
what Google refuses, in Google's error shapes, and where nobody knows what Google does it refuses too.

    world.py      who exists: companies, people, service accounts, and what each of them owns
    app.py        the WSGI application: one dispatcher for every method of the discovery documents
    inprocess.py  the same application without a socket, for tests
    people/       contacts and labels        seeds/   the demo companies and their real data
"""
