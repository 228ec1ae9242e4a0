"""Whether a file lies on another machine: a case file is not written there.

Its write-ahead log needs memory that all who have it open share, and locks that hold; over a
network neither can be relied on.
"""

import os
import re
import sys
from pathlib import Path

from ikanda_case.domain.errors import EnvironmentFault
from ikanda_case.store.faults import translated

MOUNTS = Path("/proc/self/mounts")
KINDS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "afpfs",
        "webdav",
        "davfs",
        "coda",
        "ceph",
        "glusterfs",
        "lustre",
        "beegfs",
        "gpfs",
        "orangefs",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.smbnetfs",
        "fuse.s3fs",
        "fuse.gvfsd-fuse",
        "fuse.glusterfs",
        "fuse.ceph",
    }
)
"""File systems that lie on another machine, by the names the systems give them."""
_REMOTE_DRIVE = 4
"""What GetDriveType says of a mapped drive."""


def require_local(path: Path) -> None:
    """Refuse a file on another machine; EnvironmentFault("network_path", kind)."""
    with translated():
        kind = network_kind(path.resolve())
    if kind:
        raise EnvironmentFault("network_path", kind=kind)


def network_kind(path: Path) -> str:
    """Return the kind of network a resolved path leads over; empty for a local disk.

    Where the system does not say, a disk counts as local.
    """
    if _unc(str(path)):
        return "UNC"
    return _of_system(path)


def _unc(path: str) -> bool:
    """Return whether it is a Windows path to another machine, not a long name of a local one."""
    if not path.startswith(("\\\\", "//")) or os.name != "nt":
        return False
    rest = path[2:].replace("/", "\\").upper()
    return not rest.startswith(("?\\", ".\\")) or rest.startswith("?\\UNC\\")


def mounted_as(path: str, mounts: str) -> str:
    """Return the kind of file system that holds a path, by the lines of /proc/mounts.

    The deepest mount point counts, and of two on the same point the later one.
    """
    deepest, kind = "", ""
    for line in mounts.splitlines():
        said = line.split(" ")
        if len(said) < 3:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), said[1])
        under = path == point or path.startswith(point.rstrip("/") + "/")
        if under and len(point) >= len(deepest):
            deepest, kind = point, said[2]
    return kind


if sys.platform == "win32":
    import ctypes

    def _of_system(path: Path) -> str:
        drive = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
        return "mapped drive" if drive == _REMOTE_DRIVE else ""

elif sys.platform == "darwin":
    import ctypes

    def _of_system(path: Path) -> str:
        """Ask statfs; its answer holds the name of the file system at byte 72."""
        answer = ctypes.create_string_buffer(4096)
        there = path if path.exists() else path.parent
        if ctypes.CDLL(None).statfs(os.fsencode(there), answer) != 0:
            return ""
        kind = answer.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
        return kind if kind in KINDS else ""

else:

    def _of_system(path: Path) -> str:
        try:
            mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
        kind = mounted_as(str(path), mounts)
        return kind if kind in KINDS else ""
