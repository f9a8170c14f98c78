"""Start the simulator and the service together, and take the tour.

The service is started as anyone would start it, by the entrypoint in app.yaml, and reached over HTTP only.

    __main__.py   the commands: `python -m simulator.demo`, `python -m simulator.demo tour`
    house.py      both parts with settings that fit each other
    parts.py      programs, ports, waiting
    tour.py       the demo without a person
"""
