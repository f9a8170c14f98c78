"""Google behind the ports: contacts, directory, mail and tokens.

`http.Google` is the one way out; `delegation` acts for a person; `people`, `directory` and `gmail`
are the ports; `identity` checks the tokens that Google signs; `errors` says what an answer means.
"""
