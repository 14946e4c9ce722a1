"""How the sandbox's own HTTP clients keep connections: one for each request, and none after it.

Between requests, httpcore closes in a row all those kept that ended meanwhile, such as an app's that
was killed. A task that is cancelled just then leaves the rest of the row open, for
asyncio heeds no shield: https://anyio.readthedocs.io/en/stable/cancellation.html
"""

import httpx

NONE_KEPT = httpx.Limits(max_keepalive_connections=0)
