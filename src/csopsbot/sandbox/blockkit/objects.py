"""Composition objects: texts, options, confirmations, filters."""

from csopsbot.sandbox.blockkit.shapes import (
    Check,
    anything,
    boolean,
    both,
    choice,
    many,
    rule,
    shape,
    string,
    typed,
)


def plain(longest: int) -> Check:
    """Accept a plain_text object up to this length."""
    return typed({"plain_text": shape({"text": string(longest)}, {"emoji": boolean})})


def text(longest: int) -> Check:
    """Accept a plain_text or mrkdwn object up to this length."""
    return typed(
        {
            "plain_text": shape({"text": string(longest)}, {"emoji": boolean}),
            "mrkdwn": shape({"text": string(longest)}, {"verbatim": boolean}),
        }
    )


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
MARKED_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = shape(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)}
)
OPTION_GROUP = shape({"label": plain(75), "options": many(OPTION, 100)})
FILTER = shape(
    optional={
        "include": many(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)
DISPATCH = shape(
    optional={"trigger_actions_on": many(choice("on_enter_pressed", "on_character_entered"), 2)}
)
CHOICES = {"options": many(OPTION, 100), "option_groups": many(OPTION_GROUP, 100)}
one_list_of_choices = rule(
    lambda element: ("options" in element) != ("option_groups" in element),
    "exactly one of options and option_groups is required",
)
SLACK_FILE = anything


def either_image(check: Check) -> Check:
    """Accept an image that names exactly one of its two sources."""
    return both(
        check,
        rule(
            lambda image: ("image_url" in image) != ("slack_file" in image),
            "exactly one of image_url and slack_file is required",
        ),
    )
