"""HTTP in and out: the guard, the trackers' webhooks, health and metrics. No vendor is known here."""
