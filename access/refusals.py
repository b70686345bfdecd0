"""Everything the board refuses, each with a sentence that can be shown as it is."""


class Refusal(Exception):
    """The board does not do what was asked; `sentence` says why, in words for the person who asked."""

    sentence = "That is not possible now."

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)


class NotSignedIn(Refusal):
    """There is no live session behind the viewer."""

    sentence = "You are signed out. Sign in again; drafts are kept."


class PasswordMustBeReplaced(Refusal):
    """The first password has to be replaced before anything else."""

    sentence = "Choose a password of your own first."


class NotFound(Refusal):
    """There is no such thing, or not for this viewer: the two answer alike on purpose."""

    sentence = "There is nothing here for you under this address."


class NotAllowed(Refusal):
    """The viewer's role, or the stage of the discussion, does not permit it."""

    sentence = "This is not for your role, or not at this stage."


class Sealed(NotAllowed):
    """The answers of this round are not revealed yet."""

    sentence = "Sealed until the reveal: nobody reads anybody else's answers, the leader included."


class WrongStage(NotAllowed):
    """The discussion is not at the stage that the action needs."""

    sentence = "The discussion has moved on. The page shows where it stands now."


class Invalid(Refusal):
    """What was handed in cannot be kept; the sentence says which part and why."""

    sentence = "Something in the form cannot be kept."


class Changed(Refusal):
    """Somebody, or another tab of the same person, saved first."""

    sentence = "This was changed in another window meanwhile. Nothing was overwritten; here is the newer version."


class QuorumMissing(Refusal):
    """Too few have recorded to reveal."""

    sentence = "Too few have recorded to reveal."


class SignInRefused(Refusal):
    """One sentence for every reason: wrong, unknown, disabled, expired, too many tries."""

    sentence = (
        "That did not work. Check name and password; after several tries wait a while, or ask your administrator."
    )


class WeakPassword(Invalid):
    """The password does not meet the rules; the sentence says which."""


class WeakPin(Invalid):
    """The PIN does not meet the rules; the sentence says which."""


class PinRefused(Refusal):
    """One sentence for every reason: wrong, unknown, none set, closed, not in this discussion, too many tries."""

    sentence = (
        "That did not work. Check what you typed; after several tries wait a while. Without a PIN, or when it stays "
        "so, sign in with your password. You set a PIN under My account."
    )


class LinkOver(Refusal):
    """The ward link opens nothing any more: its time is up, it was taken back, used, or the round is not open."""

    sentence = "This link is over. Ask for a new one, or sign in with your password."


class NotSent(Refusal):
    """The mail server took none of the reminders; the sentence says why."""

    sentence = "No mail was sent. Copy the text instead, or try again later."


class NotStored(Refusal):
    """The store failed; nothing of what was asked is kept."""

    sentence = "This was not saved: the store did not answer. What you typed is still here. Try again in a moment."
