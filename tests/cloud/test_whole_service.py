"""The whole service, as App Engine runs it: Firestore, Cloud Tasks, tokens, and the tour."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from simulator.cloudtasks import CloudTasks
from simulator.demo import tour
from simulator.demo.house import plan, running
from tests.cloud.google_cloud import QUEUE
from tests.cloud.house import CloudHouse

pytestmark = [
    pytest.mark.emulator,
    pytest.mark.process,
    pytest.mark.xdist_group("firestore"),
    pytest.mark.timeout(240),
]


def test_does_the_tour_go_well_on_google_cloud(firestore_emulator, tmp_path: Path) -> None:
    planned = plan(folder=tmp_path)

    def sign(email: str, audience: str) -> str:
        asked = {"serviceAccount": email, "audience": audience}
        answer = requests.post(f"{planned.simulator}/_simulator/service-tokens", json=asked, timeout=10)
        answer.raise_for_status()
        return str(answer.json()["idToken"])

    with CloudTasks([QUEUE], sign).start(deliveries=4) as cloud:
        house = CloudHouse(
            planned.service_port,
            planned.simulator_port,
            tmp_path,
            firestore=firestore_emulator.host,
            cloud_tasks=cloud.address,
        )
        with running(house):
            assert tour.take(house) == 0, house.log.read_text()
