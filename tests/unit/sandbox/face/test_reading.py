"""How far people have read."""

from csopsbot.sandbox.face.reading import Reading, Unread
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, Kind


def said(*messages: Json, kind: Kind = "channel") -> Conversation:
    conversation = Conversation("C0", "support", kind, "U0LEE", 0, ["U0ANA", "U0LEE"])
    for number, message in enumerate(messages, 1):
        ts = f"{number}.000000"
        conversation.messages[ts] = {"ts": ts, "user": "U0LEE", "text": "Hello", **message}
    return conversation


def unread(conversation: Conversation) -> Unread:
    return Reading().unread("U0ANA", conversation)


def test_everything_is_new_at_first() -> None:
    assert unread(said({}, {})).messages == 2


def test_nothing_is_new_once_it_was_seen() -> None:
    reading, conversation = Reading(), said({}, {})
    reading.mark("U0ANA", conversation)
    assert reading.unread("U0ANA", conversation) == Unread()
    assert reading.unread("U0LEO", conversation).messages == 2


def test_ones_own_messages_are_not_new() -> None:
    assert unread(said({"user": "U0ANA"})) == Unread()


def test_who_joined_is_no_news() -> None:
    assert unread(said({"subtype": "channel_join"})) == Unread()


def test_a_message_that_mentions_one_calls() -> None:
    assert unread(said({}, {"text": "<@U0ANA> look"})) == Unread(2, 1)


def test_every_direct_message_calls() -> None:
    assert unread(said({}, {}, kind="im")) == Unread(2, 2)


def test_a_reply_is_news_to_those_in_the_thread() -> None:
    reply = {"thread_ts": "1.000000"}
    mine = {"user": "U0ANA", "reply_users": ["U0LEE"]}
    assert unread(said(mine, reply)).messages == 1
    assert unread(said({"reply_users": ["U0LEE"]}, reply)).messages == 1


def test_a_reply_with_a_mention_is_news_to_whom_it_mentions() -> None:
    reply = {"thread_ts": "1.000000", "text": "<@U0ANA>?"}
    assert unread(said({}, reply)) == Unread(2, 1)


def test_counting_ends_where_nobody_counts_on() -> None:
    assert unread(said(*[{}] * 300)).messages == 99
