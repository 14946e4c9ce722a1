"""The forms, and what comes back from them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, Severity
from csopsbot.domain.escalation import Draft
from csopsbot.domain.events import Intake, Place
from csopsbot.sandbox.blockkit.surfaces import view_problems
from csopsbot.slack import modals
from csopsbot.slack.blocks import Json
from csopsbot.slack.forms import FieldErrors, NotOurForm, is_web_address, numbered, submission
from csopsbot.words import LANGUAGES
from tests.unit.slack.scenes import ADA, DESK, HUGE, NOON, after, alerts, opened

PLACE = Place("C0SUP", "100.1")
GOOD = {
    "customer": " Acme ",
    "title": "Payments\tfail",
    "details": "Since 9.\r\nAll cards.",
    "severity": "s1",
    "area": "billing",
    "customer_version": None,
    "links": "https://a.example\n\n https://b.example/x?y=1 \nhttps://a.example",
}
SELECTS = ("severity", "area", "kind")


def submitted(**changes: object) -> Json:
    """Return the view Slack sends when GOOD, changed, was filled in."""
    view = modals.escalate(DESK, PLACE, "en")
    filled = {name: {name: _state(name, value)} for name, value in {**GOOD, **changes}.items()}
    return view | {"state": {"values": filled}}


def _state(name: str, value: object) -> dict[str, object]:
    if name in SELECTS:
        chosen = {"text": {"type": "plain_text", "text": "…"}, "value": value} if value else None
        return {"type": "static_select", "selected_option": chosen}
    if name == "since":
        return {"type": "datetimepicker", "selected_date_time": value}
    return {"type": "plain_text_input", "value": value}


def errors(**changes: object) -> dict[str, str]:
    result = modals.read_escalate(submitted(**changes), DESK, "en", NOON)
    assert isinstance(result, FieldErrors)
    return dict(result.fields)


def one_field(name: str, value: object) -> Json:
    return {"state": {"values": {name: {name: {"value": value}}}}}


def element(view: Json, name: str) -> Json:
    found: Json = next(b["element"] for b in view["blocks"] if b.get("block_id") == name)
    return found


def test_a_form_is_known_by_our_own_id_whatever_slack_calls_it() -> None:
    view = numbered(modals.escalate(DESK, PLACE, "en"), "F1")
    assert submission({**view, "id": "V1"}) == submission({**view, "id": "V2"}) == "F1"
    assert modals.read_place(view) == PLACE


def test_a_form_from_the_home_tab_asks_for_the_channel_first() -> None:
    view = modals.escalate(DESK, None, "en")
    assert view["blocks"][0]["element"]["type"] == "conversations_select"
    chosen = {"channel": {"channel": {"selected_conversation": "C0SUP"}}}
    filled = view | {"state": {"values": chosen}}
    assert (modals.read_place(filled), modals.read_channel(filled, "en")) == (None, Place("C0SUP"))


def test_a_form_from_the_home_tab_without_a_channel_says_so_at_the_field() -> None:
    result = modals.read_channel(modals.escalate(DESK, None, "en"), "en")
    assert isinstance(result, FieldErrors)
    assert list(result.fields) == ["channel"]


def test_a_form_without_our_id_is_known_by_slacks_id_and_hash() -> None:
    view = modals.escalate(DESK, PLACE, "en")
    ids = [submission({**view, "id": "V1", "hash": hash}) for hash in ("a", "b", "a")]
    assert ids == ["V1:a", "V1:b", "V1:a"]


def test_a_form_that_nothing_tells_from_others_is_not_ours() -> None:
    with pytest.raises(NotOurForm):
        submission(modals.escalate(DESK, PLACE, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_form(language: str) -> None:
    declined = after(e.Declined(by=ADA), first=opened(language=language))
    forms = (
        modals.escalate(DESK, PLACE, language),
        modals.escalate(DESK, None, language),
        modals.decline_reason(declined, language),
        modals.edit_draft(declined, Draft(2, "progress"), language),
    )
    assert [problem for form in forms for problem in view_problems(form)] == []


@given(HUGE)
@settings(max_examples=40)
def test_slack_takes_a_form_prefilled_with_anything(text: str) -> None:
    escalation = after(first=opened(Intake(text, text, text, text)))
    forms = (
        modals.escalate(DESK, PLACE, "en", modals.prefill(text)),
        modals.decline_reason(replace(escalation, reason=text), "en"),
        modals.edit_draft(escalation, Draft(2, "progress", text=text), "es"),
    )
    assert [problem for form in forms for problem in view_problems(form)] == []
    assert [
        alert for form in forms[1:] for alert in alerts(form["blocks"][0]["text"]["text"])
    ] == []


def test_slack_takes_the_form_of_a_desk_with_long_and_many_choices() -> None:
    team = replace(DESK.teams[0], areas=tuple(f"{n} " + "area " * 60 for n in range(150)))
    severities = (Severity("k" * 300, "label " * 60, 1),)
    desk = replace(DESK, teams=(team,), severities=severities)
    assert view_problems(modals.escalate(desk, PLACE, "en")) == []


def test_a_desk_without_areas_asks_for_none() -> None:
    desk = replace(DESK, teams=(replace(DESK.teams[0], areas=()),))
    assert "area" not in [
        block["block_id"] for block in modals.escalate(desk, PLACE, "en")["blocks"]
    ]


def test_a_good_form_becomes_an_intake() -> None:
    intake = Intake(
        customer="Acme",
        title="Payments fail",
        details="Since 9.\nAll cards.",
        severity="s1",
        area="billing",
        customer_version="",
        links=("https://a.example", "https://b.example/x?y=1"),
    )
    assert modals.read_escalate(submitted(), DESK, "en", NOON) == modals.Filled(intake)


KINDS = replace(DESK, case_kinds=("Bug", "Question"))
WROTE = NOON - timedelta(hours=2)


def filled(**changes: object) -> modals.Filled | FieldErrors:
    return modals.read_escalate(submitted(**changes), KINDS, "en", NOON)


def test_the_kind_can_be_chosen_where_the_desk_knows_kinds() -> None:
    kind = element(modals.escalate(KINDS, PLACE, "en"), "kind")
    assert [one["value"] for one in kind["options"]] == ["Bug", "Question"]
    blocks = modals.escalate(DESK, PLACE, "en")["blocks"]
    assert "kind" not in [block.get("block_id") for block in blocks]


def test_the_kind_is_kept_and_another_is_refused_at_its_field() -> None:
    result = filled(kind="Bug")
    assert isinstance(result, modals.Filled)
    assert result.intake.case_kind == "Bug"
    refused = filled(kind="Wish")
    assert isinstance(refused, FieldErrors)
    assert set(refused.fields) == {"kind"}


def test_when_the_customer_first_wrote_is_kept() -> None:
    result = filled(since=int(WROTE.timestamp()))
    assert isinstance(result, modals.Filled)
    assert result.since == WROTE


def test_a_time_to_come_is_refused_at_its_field() -> None:
    result = filled(since=int(NOON.timestamp()) + 60)
    assert isinstance(result, FieldErrors)
    assert set(result.fields) == {"since"}


@pytest.mark.parametrize("junk", ["soon", 10**40, -1, 1.5, [], None])
def test_what_is_no_time_is_none(junk: object) -> None:
    result = filled(since=junk)
    assert isinstance(result, modals.Filled)
    assert result.since is None


def test_a_message_says_when_the_customer_first_wrote() -> None:
    view = modals.escalate(DESK, PLACE, "en", modals.prefill("It fails.", WROTE))
    assert element(view, "since")["initial_date_time"] == int(WROTE.timestamp())
    assert view_problems(view) == []


def test_a_form_knows_where_it_was_opened() -> None:
    assert modals.read_place(modals.escalate(DESK, PLACE, "en")) == PLACE
    assert modals.read_place(modals.escalate(DESK, Place("C1"), "en")) == Place("C1")


@pytest.mark.parametrize("name", ["customer", "title", "details", "severity"])
@pytest.mark.parametrize("value", [None, "", " \n\t ", "\x00"])
def test_a_field_that_must_be_filled_in_says_so(name: str, value: str | None) -> None:
    assert set(errors(**{name: value})) == {name}


@pytest.mark.parametrize("name", ["customer", "title", "customer_version"])
def test_a_line_that_is_too_long_says_how_long_it_may_be(name: str) -> None:
    assert errors(**{name: "x" * 151}) == {name: "At most 150 characters fit; this has 151."}


def test_a_choice_nobody_offered_is_refused_at_its_field() -> None:
    assert set(errors(severity="s9", area="moon")) == {"severity", "area"}


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "a.example", "http://", "https://a b", "ftp://x", "http://[::1"]
)
def test_a_line_that_is_no_web_address_is_named_at_the_links(line: str) -> None:
    assert line in errors(links=f"https://ok.example\n{line}")["links"]


def test_more_links_than_fit_are_refused() -> None:
    many = "\n".join(f"https://a.example/{n}" for n in range(11))
    assert errors(links=many) == {"links": "At most 10 links fit."}


def test_every_wrong_field_is_named_at_once() -> None:
    assert set(errors(customer="", details="", links="no")) == {"customer", "details", "links"}


def test_errors_are_told_in_the_persons_language() -> None:
    result = modals.read_escalate(submitted(title=""), DESK, "es", NOON)
    assert isinstance(result, FieldErrors)
    assert result.fields["title"] == "Hace falta rellenar este campo."


def test_what_control_characters_would_break_is_left_out() -> None:
    result = modals.read_escalate(
        submitted(title="a\x00b\x1bc", details="x\ud800y"), DESK, "en", NOON
    )
    assert isinstance(result, modals.Filled)
    assert (result.intake.title, result.intake.details) == ("abc", "xy")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(JSON, st.sampled_from(["state", "values", "customer", "inner"]))
def test_a_form_of_any_other_shape_is_answered_with_errors(junk: Any, where: str) -> None:
    views: dict[str, Json] = {
        "state": {"state": junk},
        "values": {"state": {"values": junk}},
        "customer": {"state": {"values": {"customer": junk, "severity": junk}}},
        "inner": {"state": {"values": {"customer": {"customer": junk}}}},
    }
    assert isinstance(modals.read_escalate(views[where], DESK, "en", NOON), FieldErrors)


@pytest.mark.parametrize("carried", [None, "", "[]", "{}", "null", '{"channel": "C1"}', 7])
def test_a_form_that_does_not_carry_what_ours_do_is_not_ours(carried: object) -> None:
    with pytest.raises(NotOurForm):
        modals.read_place({"private_metadata": carried})


def test_the_reason_comes_back_with_its_escalation() -> None:
    view = modals.decline_reason(after(e.Declined(by=ADA)), "en")
    assert modals.read_escalation_id(view) == "E1"
    assert modals.read_decline_reason(one_field("reason", " By design. "), "en") == "By design."


def test_an_empty_reason_is_refused_at_its_field() -> None:
    result = modals.read_decline_reason(one_field("reason", "  "), "en")
    assert isinstance(result, FieldErrors)
    assert set(result.fields) == {"reason"}


def test_the_agents_words_come_back_with_their_draft() -> None:
    view = modals.edit_draft(after(e.Taken(by=ADA)), Draft(2, "progress"), "en")
    assert (modals.read_escalation_id(view), modals.read_draft_number(view)) == ("E1", 2)
    assert modals.read_edit_draft(one_field("text", "Dear customer"), "en") == "Dear customer"


def test_a_draft_is_edited_from_the_words_it_offers() -> None:
    view = modals.edit_draft(after(), Draft(2, "progress", text="Mine."), "en")
    assert element(view, "text")["initial_value"] == "Mine."


def test_a_line_prefills_the_title_and_what_happens() -> None:
    assert modals.prefill(" Payments fail ") == modals.Prefill("Payments fail", "Payments fail")


def test_more_than_a_line_prefills_what_happens_as_well() -> None:
    assert modals.prefill("Payments fail\nSince 9.") == modals.Prefill(
        "Payments fail", "Payments fail\nSince 9."
    )


def test_a_long_line_is_cut_for_the_title_and_kept_for_what_happens() -> None:
    given = modals.prefill("x" * 200)
    assert (len(given.title), given.details) == (150, "x" * 200)


@pytest.mark.parametrize(
    "text", ["https://a.example", "http://localhost:80/x", "HTTPS://A.EXAMPLE"]
)
def test_http_addresses_are_web_addresses(text: str) -> None:
    assert is_web_address(text)


def test_a_severity_whose_key_is_too_long_for_slack_is_recognised_again() -> None:
    desk: Desk = replace(DESK, severities=(Severity("k" * 300, "label", 1),))
    result = modals.read_escalate(submitted(severity="k" * 150), desk, "en", NOON)
    assert isinstance(result, modals.Filled)
    assert result.intake.severity == "k" * 300


@pytest.mark.parametrize(
    ("language", "label", "hint"),
    [
        ("en", "When the customer first wrote", "leave it empty, they count from now."),
        ("es", "Cuándo nos escribió el cliente", "Si lo dejas vacío, cuentan desde ahora."),
    ],
)
def test_the_time_the_customer_wrote_is_asked_for_with_what_leaving_it_out_means(
    language: str, label: str, hint: str
) -> None:
    blocks = modals.escalate(DESK, PLACE, language)["blocks"]
    since = next(block for block in blocks if block["block_id"] == "since")
    assert since["label"]["text"].startswith(label)
    assert since["hint"]["text"].endswith(hint)
