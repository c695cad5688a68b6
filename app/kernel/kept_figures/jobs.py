"""The job that counts the figures about everybody."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.kept_figures.service import keep_figure
from app.kernel.manifest import Feature, list_features_of_current_application
from app.kernel.transaction import transaction


@mark_as_job("figures.keep")
def keep_company_figures() -> None:
    """Count the figures of every feature, each in a transaction of its own; done twice, it counts again."""
    for feature in list_features_of_current_application(Feature):
        for figure in feature.company_figures:
            with transaction():
                keep_figure(figure)
