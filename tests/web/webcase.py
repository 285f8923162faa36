"""What the tests of the explorer's server share."""

from __future__ import annotations

import time

from litestar import Litestar
from litestar.testing import TestClient

BASE = "http://127.0.0.1:8765"
WRITES = {"origin": BASE, "x-maydan": "1"}

MENAGH = (
    "سيطرت قوات سوريا الديمقراطية على مطار منغ العسكري في ريف حلب الشمالي يوم 11 شباط 2016. "
    "وقتل 7 مدنيين في غارات شنها الطيران الحربي على بلدة تل رفعت، ووقعت اشتباكات مع فصائل المعارضة.\n"
    "وقال متحدث باسم المعارضة إن الهدنة لن تصمد طويلاً."
)
KOBANI = (
    "دخلت وحدات حماية الشعب مدينة عين العرب يوم 26 كانون الثاني 2015، وانسحب تنظيم الدولة من أحيائها الشرقية. "
    "وأسفرت المعارك عن مقتل 12 مقاتلاً."
)


def ready(client: TestClient[Litestar]) -> None:
    """Wait until the picture is that of the case as it stands."""
    for _ in range(2000):
        if client.get("/api/case").json()["picture"] == "ready":
            return
        time.sleep(0.05)
    raise AssertionError("the picture does not become ready")
