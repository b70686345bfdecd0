"""The item set that ships says what the form must ask; a faulty one is refused with the place of the fault."""

import pytest

from instruments import InstrumentRefused, load, weekly_team_reaction
from instruments.reading import _FOLDER

SHIPPED = (_FOLDER / "weekly_team_reaction.toml").read_text(encoding="utf-8")


@pytest.fixture
def refused(tmp_path):
    """Load the shipped set with one thing changed; answer the refusal's sentence."""

    def load_changed(old, new):
        assert old in SHIPPED
        file = tmp_path / "changed.toml"
        file.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InstrumentRefused) as refusal:
            load(file)
        return str(refusal.value)

    return load_changed


# ---------------------------------------------------------------- what ships


def test_the_focus_form_asks_fourteen_feelings_two_roles_five_positions_and_two_helps():
    sections = {section.key: len(section.items) for section in weekly_team_reaction().sections}
    assert sections == {"feelings": 14, "role": 2, "positions": 5, "helps": 2}


def test_the_pulse_asks_the_starred_items():
    starred = [
        "fond",
        "sure",
        "reach",
        "powerless",
        "irritated",
        "relieved",
        "role_good",
        "role_bad",
        "somewhere_nowhere",
    ]
    assert [item.key for item in weekly_team_reaction().items(pulse=True)] == starred


def test_feelings_and_role_are_rated_from_nothing_to_very_strongly_and_positions_between_two_ends():
    for item in weekly_team_reaction().items():
        bounds, wordings = ((1, 7), (item.low_end, item.high_end)) if item.bipolar else ((0, 4), (item.wording,))
        assert (item.low, item.high) == bounds
        assert all(wordings)


def test_every_scale_of_numbers_has_a_word_for_each_and_a_word_for_cannot_say():
    for section in weekly_team_reaction().sections:
        assert section.cannot
        assert len(section.anchors) in {1, section.high - section.low + 1}


def test_only_the_feelings_are_shuffled_so_that_positions_stand_alike_on_every_screen():
    assert [section.key for section in weekly_team_reaction().sections if section.shuffled] == ["feelings"]


def test_feelings_come_before_positions_so_that_they_are_not_argued_into_line():
    scans = [section.scan for section in weekly_team_reaction().sections]
    assert scans == sorted(scans, key=["feelings", "positions"].index)


def test_good_and_bad_feelings_are_four_and_six_and_each_role_is_one():
    items = weekly_team_reaction().items()
    good = {item.key for item in items if item.pole == "good"}
    bad = {item.key for item in items if item.pole == "bad"}
    assert good == {"fond", "interested", "sure", "useful", "role_good"}
    assert bad == {"powerless", "worn_out", "irritated", "unfairly", "on_edge", "relieved", "role_bad"}


def test_eight_things_can_be_noticed_met_or_done_and_one_of_them_may_hide_a_danger():
    ticks = weekly_team_reaction().observations
    assert len(ticks) == 8
    assert {tick.side for tick in ticks} == {"met", "did"}
    assert [tick.key for tick in ticks if tick.safety] == ["secret"]


def test_the_safety_line_says_that_nobody_reads_yet_and_whom_to_tell():
    assert weekly_team_reaction().safety_line == (
        "Not read until the meeting. A safety concern? Tell the nurse in charge now."
    )


def test_the_set_says_that_it_is_unvalidated_where_it_comes_from_and_which_version_it_is():
    shipped = weekly_team_reaction()
    assert "Not a validated instrument" in shipped.note
    assert shipped.source
    assert shipped.licence
    assert shipped.version


def test_no_word_of_the_form_blames_the_patient_or_incriminates_the_writer():
    words = SHIPPED.lower()
    assert not [bad for bad in ("manipulat", "singled out", "beyond my role", "attract", "splitter") if bad in words]


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('version = "1"', "", "changed.toml: `version` is missing"),
        ('version = "1"', "version = 1", "changed.toml: `version` must be a text"),
        ('title = "Weekly', 'titel = "x"\ntitle = "Weekly', "changed.toml: `titel` is not known here"),
        ('none = "not at all"', 'none = "never"', "changed.toml, [contact]: `none` must be one of the answers"),
        ('shifts = ["day", "evening", "night"]', "shifts = []", "[contact]: `shifts` must be a list of texts"),
        ('scan = "feelings"', 'scan = "moods"', "section 1: `scan` is 'moods', it must be one of"),
        ('scale = "0-4"', 'scale = "0-5"', "section 1: `scale` says '0-5', but low and high are 0 and 4"),
        ("low = 0", "low = true", "section 1: `low` must be a whole number"),
        ('key = "interested"', 'key = "fond"', "the key 'fond' stands twice"),
        ('wording = "fond"', 'wording = ""', "section 1, item 1: give either `wording`, or both"),
        ('low_end = "protect first"', 'low_end = ""', "section 3, item 1: give either `wording`, or both"),
        ('pole = "good"', 'pole = "nice"', "section 1, item 1: `pole` is 'nice'"),
        ('short = "fond"', "", "section 1, item 1: `short` is missing"),
        ('side = "did"', 'side = "was"', "observation 1: `side` is 'was'"),
        ("[safety]", "[safe]", "`safety` is missing"),
        ("pulse = true", "pulse = 1", "section 1, item 1: `pulse` must be true or false"),
    ],
)
def test_a_fault_is_named_with_its_place(refused, old, new, sentence):
    assert sentence in refused(old, new)


@pytest.mark.parametrize(
    ("feelings", "why"),
    [
        ('["fond", "fond"]', "must be two different items"),
        ('["fond"]', "must be two different items"),
        ('["fond", "worn_out"]', "'worn_out' must be a feeling of the pulse"),
        ('["fond", "somewhere_nowhere"]', "'somewhere_nowhere' must be a feeling of the pulse"),
        ('["fond", "nonsense"]', "'nonsense' must be a feeling of the pulse"),
    ],
)
def test_the_second_round_needs_two_feelings_that_every_form_asks(refused, feelings, why):
    assert why in refused('feelings = ["fond", "powerless"]', f"feelings = {feelings}")


def test_a_set_without_a_pulse_is_refused(tmp_path):
    file = tmp_path / "changed.toml"
    file.write_text(SHIPPED.replace("pulse = true", ""), encoding="utf-8")
    with pytest.raises(InstrumentRefused, match="no item is marked"):
        load(file)


@pytest.mark.parametrize("content", [b"key = ", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path, content):
    file = tmp_path / "broken.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InstrumentRefused, match=r"broken\.toml"):
        load(file)
