"""Marks that belong to the store itself, such as that it is a demo."""

from db.store import Transaction


def setting(tx: Transaction, name: str) -> str | None:
    """What is kept under this name, or None."""
    row = tx.row("select content from setting where name = $name", name=name)
    return str(row["content"]) if row else None


def put_setting(tx: Transaction, name: str, content: str) -> None:
    """Set one; there is no way to take one back."""
    tx.insert("setting", [{"name": name, "content": content}])
