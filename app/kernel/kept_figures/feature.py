"""What the kernel plugs in: the job that counts figures about everybody, every few minutes."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.kept_figures.jobs import keep_company_figures
from app.kernel.manifest import Feature, Schedule

feature = Feature(
    name="kept_figures",
    jobs=(keep_company_figures,),
    schedules=(Schedule("figures.keep", timedelta(minutes=5)),),
)
