"""Reminders: whom they reach, how often, and that a real mail server never hears what they are about."""

import re
import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from access.refusals import Invalid, NotSent, NotStored
from access.terms import Role, Round, Stage
from board import accounts, addresses, agenda, cases, house, mail, memberships, reading_ledger, reminders, stages
from tests.board.deeds import DEEDS
from tests.postbox import PASSWORD, SENDER, USER, certificate_for, served_postbox
from tests.ward import ADMINISTRATOR, RECORDING

pytestmark = pytest.mark.usefixtures("store_address")

RECORDED = ("leader", "deputy")
MISSING = tuple(who for who in RECORDING if who not in RECORDED)


@pytest.fixture
def postbox():
    with served_postbox() as served:
        yield served


@pytest.fixture
def open_ward(ward, postbox):
    """Ward 3 with a round open, two of seven recorded, an address of everybody, and a mail server."""
    use(ward, postbox)
    for who in (*RECORDING, "observer", "other member"):
        give_address(ward, who)
    ward.stand_at(Stage.RECORDING, recorded=RECORDED)
    return ward


def use(ward, postbox, **more):
    """Let the board send its mail there."""
    given = {"smtp_host": "127.0.0.1", "smtp_port": postbox.port, "smtp_security": "none", "smtp_from": SENDER}
    ward.house = house.furnish(ward.store, ward.clock, replace(ward.house.settings, **given | more))


def address_of(who):
    return f"{who.replace(' ', '.')}@hospital.example"


def give_address(ward, who):
    addresses.set_own_address(ward.viewer(who), address_of(who))


def send(ward, who="leader", **more):
    return reminders.send(ward.viewer(who), ward.discussion, **more)


def found(ward, who="leader"):
    return reminders.reminder(ward.viewer(who), ward.discussion)


def lines_of(ward, who="leader"):
    return [line.what for line in reading_ledger.own_lines(ward.viewer(who))]


# ---------------------------------------------------------------- nothing of what it is about

THIEF = "thief@elsewhere.example"
INJECTED = f"\r\nBcc: {THIEF}\r\nSubject: "


def test_the_mail_server_hears_nothing_of_case_question_or_names_and_no_name_makes_a_header(ward, postbox):
    use(ward, postbox)
    office, leader = ward.viewer(ADMINISTRATOR), ward.viewer("leader")
    for n in range(3):
        accounts.make_account(office, f"Canaryname{n}{INJECTED}x", f"canary{n}", address=f"reader{n}@hospital.example")
    for account in accounts.accounts(office):
        if account.sign_in_name.startswith("canary"):
            what = {"role": Role.MEMBER, "discipline": "nursing", "shift": "day", "seniority": "in training"}
            memberships.set_membership(office, ward.team, account.member, **what)
    case = cases.make_case(leader, ward.team, f"canarylabel{INJECTED}y")
    texts = {name: f"canary{name}{INJECTED}z" for name in ("reason", "news", "question")}
    words = replace(agenda.AgendaWords("focus", **texts, question_low="canarylow", question_high="canaryhigh"))
    discussion = agenda.plan(leader, ward.conference(), case.id, words)
    stages.open_recording(leader, discussion)
    assert reminders.send(leader, discussion).sent == 3

    assert postbox.recipients == [f"reader{n}@hospital.example" for n in range(3)]
    said = bytes(postbox.heard).decode("ascii")
    for _, _, letter in postbox.letters:
        said += letter.get_content()
        assert sorted(letter.keys()) == sorted(
            ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", *MIME], key=str
        )
        assert [part.get_content_type() for part in letter.walk()] == ["text/plain"]
    secrets = ["canary", THIEF, "Bcc", case.code, case.code.replace("-", ""), str(discussion), str(case.id), "Test "]
    secrets += ["focus", "pulse", "patient", "reveal", "split", "divided"]
    assert [secret for secret in secrets if secret.casefold() in said.casefold()] == []
    assert re.findall(r"(?i)^(?:ehlo|helo) (\S+)", said, re.MULTILINE) == ["hospital.example"], (
        "not this computer's name"
    )


MIME = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")


def test_the_text_to_copy_is_what_is_sent_word_for_word(open_ward, postbox):
    text = found(open_ward).words.text
    send(open_ward)
    assert {letter.get_content().replace("\r\n", "\n").strip() for _, _, letter in postbox.letters} == {text}
    assert "Ward 3" in text


def test_a_teams_name_of_several_lines_stays_one_line_of_the_body(open_ward, postbox):
    hostile = f"Station Ä{INJECTED}x\n.\nQUIT"
    open_ward.store.atomic(
        lambda tx: tx.run("update team set name = $name where id = $id", name=hostile, id=open_ward.team)
    )
    send(open_ward)
    assert postbox.recipients == sorted(address_of(who) for who in MISSING)
    for _, _, letter in postbox.letters:
        assert letter["Bcc"] is None
        assert letter["Subject"] == reminders.SUBJECT
        assert letter.get_content().startswith("Something waits for you on the conference board of Station Ä Bcc:")


def test_the_address_of_the_board_is_told_where_it_has_one(open_ward, postbox):
    assert "https" not in found(open_ward).words.text
    use(open_ward, postbox, public_address="https://board.hospital.example")
    assert "\nhttps://board.hospital.example\n" in found(open_ward).words.text


# ---------------------------------------------------------------- whom they reach


def test_each_member_who_is_missing_gets_one_letter_of_the_own(open_ward, postbox):
    assert (found(open_ward).missing, found(open_ward).by_mail) == (5, 5)
    assert send(open_ward) == reminders.Sent(5)
    assert postbox.recipients == sorted(address_of(who) for who in MISSING)
    for sender, recipients, letter in postbox.letters:
        assert (sender, letter["From"]) == (SENDER, SENDER)
        assert [letter["To"]] == recipients
    assert len({letter["Message-ID"] for _, _, letter in postbox.letters}) == 5


def test_no_letter_goes_to_who_left_stands_back_came_later_or_cannot_sign_in(ward, postbox):
    use(ward, postbox)
    for who in RECORDING:
        give_address(ward, who)
    ward.stand_at(Stage.RECORDING, recorded=["leader"], recused=["dora"])
    ward.join("eve")
    give_address(ward, "eve")
    office = ward.viewer(ADMINISTRATOR)
    memberships.end_membership(office, ward.team, ward.member("cleo"))
    accounts.set_account_open(office, ward.persons["ben"].account, is_open=False)
    addresses.set_own_address(ward.viewer("deputy"), "")
    send(ward)
    assert postbox.recipients == sorted(map(address_of, ("facilitator", "anna")))
    assert found(ward).without_address == 2, "ben, who cannot sign in, and the deputy"


def test_the_second_round_is_reminded_of_on_its_own(open_ward, postbox):
    open_ward.record_all(["anna", "ben"])
    send(open_ward)
    open_ward.reveal()
    open_ward.open_second(recorded=["leader", "facilitator"])
    postbox.letters.clear()
    send(open_ward, of_round=Round.SECOND)
    assert postbox.recipients == sorted(map(address_of, ("deputy", "anna", "ben", "cleo", "dora")))


# ---------------------------------------------------------------- how often


def test_nobody_is_reminded_twice_of_one_round_within_six_hours_whoever_presses(open_ward, postbox):
    send(open_ward)
    open_ward.clock.move(hours=5, minutes=59)
    assert (found(open_ward).by_mail, found(open_ward).reminded, found(open_ward).without_address) == (0, 5, 0)
    assert send(open_ward, "deputy") == reminders.Sent(0)
    assert len(postbox.letters) == 5
    open_ward.clock.move(minutes=1)
    open_ward.record("anna")
    assert send(open_ward, "deputy") == reminders.Sent(4)


def test_a_reminder_of_one_discussion_holds_up_none_of_another(open_ward, postbox):
    send(open_ward)
    open_ward.stand_at(Stage.RECORDING, recorded=RECORDED)
    assert send(open_ward) == reminders.Sent(5)


def test_two_who_press_at_the_same_moment_send_one_letter_each(open_ward, postbox):
    both = threading.Barrier(2, timeout=20)
    done = []

    def press(who):
        viewer = open_ward.viewer(who)
        both.wait()
        done.append(reminders.send(viewer, open_ward.discussion).sent)

    hands = [threading.Thread(target=press, args=(who,)) for who in ("leader", "deputy")]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(timeout=60)
    assert sorted(done) == [0, 5]
    assert postbox.recipients == sorted(address_of(who) for who in MISSING)


def test_the_store_waits_for_no_mail_server(open_ward, postbox, monkeypatch):
    is_there, may_go_on, in_time = threading.Event(), threading.Event(), []

    def wait():
        is_there.set()
        in_time.append(may_go_on.wait(timeout=15))

    monkeypatch.setattr(mail, "SECONDS", 60)
    postbox.before_taking = wait
    leader = open_ward.viewer("leader")
    sending = threading.Thread(target=reminders.send, args=(leader, open_ward.discussion))
    sending.start()
    try:
        assert is_there.wait(timeout=30)
        assert open_ward.record("anna"), "a colleague hands in meanwhile"
        assert found(open_ward).reminded == 4
    finally:
        may_go_on.set()
        sending.join(timeout=60)
    assert in_time == [True] * 5, "the first letter was still on its way when the colleague was done"
    assert len(postbox.letters) == 5


# ---------------------------------------------------------------- the ledger


def test_one_line_says_who_sent_how_many_and_holds_no_address(open_ward):
    before = lines_of(open_ward)
    send(open_ward)
    assert lines_of(open_ward) == ["sent 5 reminders by e-mail", *before]
    rows = open_ward.store.look(lambda tx: tx.rows("select * from ledger"))
    assert "@" not in re.sub(r"tried from \S+", "", str(rows))


# ---------------------------------------------------------------- what goes wrong


def test_a_server_that_is_not_there_is_said_and_loses_nothing(open_ward, postbox):
    use(open_ward, postbox, smtp_port=1)
    before, ledger = found(open_ward), lines_of(open_ward)
    with pytest.raises(NotSent, match="did not answer in time. No mail was sent. Copy the text instead"):
        send(open_ward)
    assert found(open_ward) == before
    assert lines_of(open_ward) == ledger
    use(open_ward, postbox)
    assert send(open_ward) == reminders.Sent(5), "at once, not in six hours"


def test_without_a_mail_server_the_text_is_left(open_ward, postbox):
    use(open_ward, postbox, smtp_host="")
    assert found(open_ward).words
    with pytest.raises(NotSent, match="no mail server. Copy the text"):
        send(open_ward)


def test_a_silent_server_is_left_after_seconds(open_ward, monkeypatch, postbox):
    assert mail.SECONDS <= 10
    monkeypatch.setattr(mail, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use(open_ward, postbox, smtp_port=silent.getsockname()[1])
        with pytest.raises(NotSent, match="did not answer"):
            send(open_ward)
    assert found(open_ward).by_mail == 5


def test_an_address_that_the_server_refuses_keeps_nobody_else_from_theirs(open_ward, postbox):
    postbox.refused = {address_of("anna")}
    sent = send(open_ward)
    assert (sent.sent, sent.failed, sent.unsure) == (4, 1, 0)
    assert "does not accept the address" in sent.fault
    postbox.refused = set()
    assert (found(open_ward).by_mail, found(open_ward).reminded) == (1, 4)
    assert send(open_ward) == reminders.Sent(1)
    assert postbox.recipients == sorted(address_of(who) for who in MISSING)


def test_a_letter_that_may_have_arrived_is_not_sent_again(open_ward, postbox):
    postbox.hangs_up = True
    sent = send(open_ward)
    assert (sent.sent, sent.failed, sent.unsure) == (0, 4, 1)
    postbox.hangs_up = False
    assert (found(open_ward).by_mail, found(open_ward).reminded) == (4, 1)


def test_when_the_store_fails_after_the_letters_went_it_is_said_that_they_went(open_ward, postbox, monkeypatch):
    real, units = open_ward.store.atomic, []

    def fails_the_second_time(work, *, checkpoint=False):
        units.append(work)
        if len(units) == 2:
            raise NotStored
        return real(work, checkpoint=checkpoint)

    leader = open_ward.viewer("leader")
    monkeypatch.setattr(open_ward.store, "atomic", fails_the_second_time)
    with pytest.raises(NotStored, match="The mails went out"):
        reminders.send(leader, open_ward.discussion)
    monkeypatch.undo()
    assert len(postbox.letters) == 5
    assert found(open_ward).by_mail == 0, "nobody gets a second one"


# ---------------------------------------------------------------- encryption


@pytest.fixture
def certificate(tmp_path):
    """Of a server called localhost, by an authority that this computer does not know."""
    return certificate_for("localhost", tmp_path)


def secured(ward, postbox, **more):
    use(ward, postbox, **{"smtp_host": "localhost", "smtp_security": "starttls"} | more)
    give_address(ward, "anna")
    ward.stand_at(Stage.RECORDING, recorded=RECORDED)


SIGNS_IN = {"smtp_user": USER, "smtp_password": PASSWORD}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_trusted_server_gets_password_and_letter_under_encryption(ward, certificate, monkeypatch, security):
    context, trusted = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with served_postbox(**{security: context}, asks_for_password=True) as postbox:
        secured(ward, postbox, smtp_security=security, **SIGNS_IN)
        assert send(ward) == reminders.Sent(1)
    assert postbox.signed_in == [USER]
    assert postbox.recipients == [address_of("anna")]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_with_a_certificate_nobody_knows_hears_neither_password_nor_letter(ward, certificate, security):
    context, _ = certificate
    with served_postbox(**{security: context}, asks_for_password=True) as postbox:
        secured(ward, postbox, smtp_security=security, **SIGNS_IN)
        with pytest.raises(NotSent, match="certificate is not trusted"):
            send(ward)
    assert b"AUTH" not in postbox.heard
    assert b"RCPT" not in postbox.heard


def test_a_certificate_for_another_name_is_not_trusted(ward, tmp_path, monkeypatch):
    context, trusted = certificate_for("mail.elsewhere.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with served_postbox(starttls=context) as postbox:
        secured(ward, postbox)
        with pytest.raises(NotSent, match="is for another name"):
            send(ward)
    assert b"RCPT" not in postbox.heard


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(ward, postbox):
    secured(ward, postbox, **SIGNS_IN)
    with pytest.raises(NotSent, match="offers no encryption, and nothing is sent without"):
        send(ward)
    assert b"AUTH" not in postbox.heard
    assert b"RCPT" not in postbox.heard


def test_a_wrong_password_of_the_board_is_said(ward, certificate, monkeypatch):
    context, trusted = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with served_postbox(starttls=context, asks_for_password=True) as postbox:
        secured(ward, postbox, smtp_user=USER, smtp_password="another")
        with pytest.raises(NotSent, match="does not accept the board’s name and password"):
            send(ward)
    assert found(ward).by_mail == 1


# ---------------------------------------------------------------- addresses


def test_an_address_is_told_to_its_owner_and_who_runs_the_accounts_and_to_nobody_else(open_ward):
    mine = address_of("anna")
    assert addresses.own_address(open_ward.viewer("anna")).text == mine
    office = open_ward.viewer(ADMINISTRATOR)
    assert mine in {account.address.text for account in accounts.accounts(office)}
    where = {"team": open_ward.team, "discussion": open_ward.discussion, "conference": open_ward.conference()}
    told = []
    for deed in (deed for deed in DEEDS if deed.reads):
        for who in ("leader", "deputy", "facilitator", "ben", "observer"):
            try:
                told.append(repr(deed.call(open_ward.viewer(who), where.get(deed.target), None)))
            except Exception as refusal:
                told.append(repr(refusal))
    assert len(told) > 100
    assert [words for words in told if mine in words] == []


def test_an_address_can_be_changed_and_taken_out_and_the_old_one_is_nowhere_kept(open_ward):
    anna = open_ward.viewer("anna")
    addresses.set_own_address(anna, " new@hospital.example ")
    assert addresses.own_address(anna).text == "new@hospital.example"
    addresses.set_own_address(anna, "")
    assert not addresses.own_address(anna)
    rows = open_ward.store.look(lambda tx: tx.rows("select email from address"))
    assert not {"anna@hospital.example", "new@hospital.example"} & {row["email"] for row in rows}
    assert lines_of(open_ward, "anna")[:2] == ["took the e-mail address out", "changed the e-mail address"]


NO_ADDRESSES = (
    "nobody",
    "a@b@c.example",
    "a b@hospital.example",
    "anna@hospital.example, thief@elsewhere.example",
    "anna@hospital.example\r\nBcc: thief@elsewhere.example",
    "anna@hospital.example\nx",
    "Anna <anna@hospital.example>",
    "änna@hospital.example",
    "anna@hospital.example>",
    "a" * 250 + "@hospital.example",
    "@hospital.example",
    "anna@",
)


def test_what_is_no_single_address_is_refused_to_its_owner_and_to_the_administrator(ward):
    anna, office = ward.viewer("anna"), ward.viewer(ADMINISTRATOR)
    for text in NO_ADDRESSES:
        with pytest.raises(Invalid, match="not an e-mail address"):
            addresses.set_own_address(anna, text)
        with pytest.raises(Invalid, match="not an e-mail address"):
            accounts.make_account(office, "Test New", "test.new", address=text)
    assert not addresses.own_address(anna)
    assert "test.new" not in {account.sign_in_name for account in accounts.accounts(office)}


def test_an_administrators_account_has_no_address(ward):
    with pytest.raises(Invalid, match="never reminded"):
        accounts.make_account(
            ward.viewer(ADMINISTRATOR), "", "office2", administrator=True, address="office@hospital.example"
        )


def test_six_hours_are_six_hours():
    assert timedelta(hours=6) == reminders.PAUSE
