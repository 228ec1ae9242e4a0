"""A safe place for secrets that a test can look into."""


class Drawer:
    """A safe place for secrets, as `store.keys.SecretStore` wants one."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> None:
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)
