"""Pictures, videos and remote files."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import external, is_loadable, tag
from csopsbot.sandbox.face.render.objects import Json, one, word
from csopsbot.sandbox.face.render.sight import Frame, Sight, Spot
from csopsbot.sandbox.face.render.texts import shown
from csopsbot.sandbox.face.render.wording import word_for


def image_element(element: Json, spot: Spot) -> Markup:
    """Return a picture as small as an accessory is."""
    return _picture(element, spot.sight, "bk-thumb")


def image(block: Json, frame: Frame) -> Markup:
    """Return a picture with its title."""
    title = one(block, "title")
    caption = tag("figcaption", shown(title, frame.sight)) if title else ""
    picture = _picture(block, frame.sight, "bk-picture")
    return tag("figure", caption, picture, class_="bk-image")


def video(block: Json, frame: Frame) -> Markup:
    """Return a video's title, picture and address: it is watched where it is from."""
    title = shown(one(block, "title"), frame.sight)
    address = word(block, "title_url") or word(block, "video_url")
    picture = {"image_url": block.get("thumbnail_url"), "alt_text": block.get("alt_text")}
    thumbnail = _picture(picture, frame.sight, "bk-picture")
    watch = external(word(block, "video_url"), "▶ ", word_for("watch", frame.sight))
    description = one(block, "description")
    return tag(
        "figure",
        tag("figcaption", tag("b", external(address, title))),
        tag("div", shown(description, frame.sight)) if description else "",
        thumbnail,
        tag("div", watch),
        class_="bk-image",
    )


def remote_file(block: Json, _frame: Frame) -> Markup:
    """Return a file kept elsewhere by the name it has there."""
    return tag("div", "📄 ", word(block, "external_id"), class_="bk-file")


def picture(url: str, alt: str, class_: str) -> Markup:
    """Return the picture at URL; its description where it cannot be loaded from there."""
    if not is_loadable(url):
        return tag("span", alt, class_=f"{class_} bk-unseen", role="img", aria_label=alt)
    return tag("img", src=url, alt=alt, class_=class_, loading="lazy", referrerpolicy="no-referrer")


def _picture(holder: Json, sight: Sight, class_: str) -> Markup:
    file = one(holder, "slack_file")
    kept = word(file, "url") or sight.file_urls.get(word(file, "id"), "")
    return picture(word(holder, "image_url") or kept, word(holder, "alt_text"), class_)
