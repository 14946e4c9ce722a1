"""What the figures were measured on."""

import os
import platform
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil


def machine() -> str:
    """Return the machine in a line, with what it takes to make a write durable."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{psutil.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, a durable write {_durable_write() * 1000:.2f} ms"
    )


def _durable_write(times: int = 30) -> float:
    with TemporaryDirectory(prefix="csopsbot-bench-") as name:
        path = Path(name) / "page"
        return median(_write(path) for _ in range(times))


def _write(path: Path) -> float:
    began = time.perf_counter()
    with path.open("ab", buffering=0) as file:
        file.write(bytes(4096))
        os.fsync(file.fileno())
    return time.perf_counter() - began
