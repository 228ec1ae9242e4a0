"""The real parts of a window with keys that cost little, for tests of the vault."""

from pathlib import Path

from ikanda_case.app.desk import Desk
from ikanda_case.bootstrap.program import Program
from ikanda_case.bootstrap.vault import StoredVault
from ikanda_case.bootstrap.window import Pictures
from ikanda_case.desktop.recent import RecentFiles
from ikanda_case.store.opened import OpenCaseFile
from ikanda_case.store.slots import Cost

ILSE = "gele kasten lopen nooit achteruit"
RIK = "vijf natte lepels zingen zachtjes"
NEW = "drie ronde wolken kopen schoenen"
LOWEST = Cost(64 * 1024, 3, 4)


class QuickKeys(Pictures):
    """The real parts, with keys that cost as little as they may."""

    def __init__(self, folder: Path, secrets: object = None) -> None:
        self._parts = Program()
        if secrets is not None:
            self._parts.secrets = secrets
        self._list = RecentFiles(folder)
        super().__init__(self._parts, self._list)

    def vault(self, desk: Desk) -> StoredVault:
        assert isinstance(desk.file, OpenCaseFile)
        return StoredVault(self._parts, desk.file, self._list, LOWEST)
