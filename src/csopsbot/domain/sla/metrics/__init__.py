"""The metrics: one file and one line each."""

from csopsbot.domain.sla.metrics.first_response import FIRST_RESPONSE
from csopsbot.domain.sla.metrics.next_update import NEXT_UPDATE
from csopsbot.domain.sla.metrics.resolution import RESOLUTION
from csopsbot.domain.sla.metrics.rule import Metric

METRICS: dict[str, Metric] = {
    metric.key: metric for metric in (FIRST_RESPONSE, NEXT_UPDATE, RESOLUTION)
}
