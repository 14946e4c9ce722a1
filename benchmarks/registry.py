"""The benchmarks there are: one is a file here and a line below."""

from benchmarks import ack, calendar, card, face, reconcile, relay, sweep, unsigned, webhooks
from benchmarks.benchmark import Benchmark

BENCHMARKS: dict[str, Benchmark] = {
    one.name: one
    for one in (
        ack.BENCHMARK,
        card.BENCHMARK,
        calendar.BENCHMARK,
        unsigned.BENCHMARK,
        relay.BENCHMARK,
        sweep.BENCHMARK,
        reconcile.BENCHMARK,
        webhooks.BENCHMARK,
        face.BENCHMARK,
    )
}
