"""Google behind the ports: contacts, directory, mail and tokens.

`http.Google` is the one way out, on the connections of `transport`; `delegation` acts for a person,
whose assertions are signed by `signing`; `people`, `directory`, `gmail`, `firestore` and `tasks` are the
ports; `identity` checks the tokens that Google signs; `problem` takes an error answer apart, and `errors`
says what it means.
"""
