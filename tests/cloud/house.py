"""The demo's service on Google Cloud's store and queue."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from simulator.demo.house import House
from tests.cloud.google_cloud import QUEUE


@dataclass(frozen=True)
class CloudHouse(House):
    """A house whose service keeps nothing on its own machine."""

    firestore: str = ""
    cloud_tasks: str = ""

    def settings(self) -> dict[str, str]:
        """Those of the demo, with Google Cloud's store and queue."""
        return House.settings(self) | {
            "STORE": "firestore",
            "QUEUE": "cloudtasks",
            "CLOUD_TASKS_QUEUE": QUEUE,
            "CLOUD_TASKS_EMULATOR_HOST": self.cloud_tasks,
            "FIRESTORE_EMULATOR_HOST": self.firestore,
            "GOOGLE_CLOUD_PROJECT": f"tour-{uuid.uuid5(uuid.NAMESPACE_URL, self.service).hex[:8]}",
        }
