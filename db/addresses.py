"""E-mail addresses of accounts, one for each at most: for reminders and nothing else."""

from uuid import UUID

from db.store import Transaction


def address(tx: Transaction, account: UUID) -> str:
    """Where an account gets mail; empty when it has no address."""
    row = tx.row("select email from address where account = $account", account=account)
    return str(row["email"]) if row else ""


def put_address(tx: Transaction, account: UUID, email: str) -> None:
    """Set the address of an account, or take it out (empty): the old one is nowhere kept."""
    if tx.row("select 1 from address where account = $account", account=account) is None:
        tx.insert("address", [{"account": account, "email": email, "changed_at": tx.now}])
        return
    tx.run(
        "update address set email = $email, changed_at = $now where account = $account",
        account=account,
        email=email,
        now=tx.now,
    )
