"""How far two pictures are alike, by what each of their points looks like."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from playwright.async_api import Page

Box: TypeAlias = tuple[int, int, int, int]
"""A part of a picture, by its points: left, top, right, bottom."""

_COMPARE = """async ([one, other, without, tolerance]) => {
  const points = async (bytes) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${bytes}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawn = canvas.getContext("2d");
    drawn.drawImage(image, 0, 0);
    return drawn.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await points(one), await points(other)];
  if (a.width !== b.width || a.height !== b.height) return [1, 0, 0, a.width, a.height];
  let [count, left, top, right, bottom] = [0, a.width, a.height, 0, 0];
  for (let at = 0; at < a.data.length; at += 4) {
    const apart = Math.max(...[0, 1, 2].map((part) => Math.abs(a.data[at + part] - b.data[at + part])));
    if (apart <= tolerance) continue;
    const [x, y] = [(at / 4) % a.width, Math.floor(at / 4 / a.width)];
    if (without.some(([l, t, r, b]) => l <= x && x <= r && t <= y && y <= b)) continue;
    count += 1;
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  return [count / (a.data.length / 4), left, top, right, bottom];
}"""
TOLERANCE = 24
"""How far apart a colour's parts may be, of 255: what rounding at the edges of letters makes."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """Which SHARE of the points differs, and the BOX they are in."""

    share: float
    box: Box


async def compare(page: Page, one: bytes, other: bytes, without: Iterable[Box] = ()) -> Unlike:
    """Return how two PNGs differ, WITHOUT some parts, reckoned by the browser PAGE is open in."""
    encoded = [b64encode(picture).decode() for picture in (one, other)]
    share, *box = await page.evaluate(_COMPARE, [*encoded, list(without), TOLERANCE])
    left, top, right, bottom = (int(edge) for edge in box)
    return Unlike(float(share), (left, top, right, bottom))
