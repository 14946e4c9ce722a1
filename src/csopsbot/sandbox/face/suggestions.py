"""What the composer offers while one types: commands, people, channels, emoji."""

from csopsbot.sandbox.face.reader import Reader
from csopsbot.sandbox.face.render.emoji import character
from csopsbot.sandbox.jsontypes import Json

HANDY = [
    "eyes",
    "thumbsup",
    "white_check_mark",
    "hammer_and_wrench",
    "question",
    "x",
    "raised_hands",
    "tada",
    "heart",
    "joy",
    "fire",
    "rocket",
    "wave",
    "clap",
    "thinking_face",
    "pray",
    "sob",
    "smile",
    "grimacing",
    "bug",
    "memo",
    "mega",
    "warning",
    "hourglass_flowing_sand",
    "no_entry_sign",
    "bulb",
    "mag",
    "lock",
    "coffee",
    "100",
]


def suggestions(reader: Reader) -> Json:
    """Return everything that can be completed, by the letter it begins with."""
    world, features = reader.world, reader.world.app.features
    return {
        "/": [
            {"insert": one.command, "hint": one.usage_hint, "about": one.description}
            for one in features.slash_commands
        ],
        "@": [
            {"insert": f"@{one.name}", "hint": reader.name_of(one.id), "about": one.title}
            for one in world.people.values()
        ],
        "#": [
            {"insert": f"#{one.name}", "hint": "", "about": one.topic}
            for one in world.conversations.values()
            if one.name and one.kind != "mpim" and reader.may_see(one)
        ],
        ":": [
            {"insert": f":{name}:", "hint": character(name) or "", "about": ""} for name in HANDY
        ],
    }


def emoji_choice() -> list[tuple[str, str]]:
    """Return the emoji the picker shows, by name."""
    return [(name, shown) for name in HANDY if (shown := character(name))]
