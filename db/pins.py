"""PINs for ward links, one for an account at most, stored by their digest."""

from uuid import UUID

from db.store import Transaction


def pin_digest(tx: Transaction, account: UUID) -> str | None:
    """The stored form of an account's PIN; None when none was set, or it was cleared."""
    row = tx.row("select pin_digest from pin where account = $account", account=account)
    return str(row["pin_digest"]) if row and row["pin_digest"] else None


def put_pin(tx: Transaction, account: UUID, digest: str | None) -> None:
    """Set an account's PIN, or clear it (None)."""
    if tx.row("select 1 from pin where account = $account", account=account) is None:
        tx.insert("pin", [{"account": account, "pin_digest": digest, "changed_at": tx.now}])
        return
    tx.run(
        "update pin set pin_digest = $digest, changed_at = $now where account = $account",
        account=account,
        digest=digest,
        now=tx.now,
    )
