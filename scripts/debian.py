"""Programs from Debian's signed packages, unpacked into a private folder.

Nothing is installed and nothing of the system's own package lists is touched, so no root is needed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
import shutil
import subprocess
import tempfile
from typing import NamedTuple


class DebianError(Exception):
    """What is missing for using the packages, in words for the person in front of it."""


class Archive(NamedTuple):
    """Where a distribution has its newest packages, and the key that signs them."""

    suite: str
    components: str
    keyring: Path


ARCHIVES = (
    Archive("testing", "main", Path("/usr/share/keyrings/debian-archive-keyring.gpg")),
    Archive("devel", "main universe", Path("/usr/share/keyrings/ubuntu-archive-keyring.gpg")),
)


class Apt:
    """apt-get with lists, state and settings of its own."""

    def __init__(self, folder: Path) -> None:
        """Lay out the folders that apt-get expects."""
        self._downloads = folder / "downloads"
        self._sources = folder / "sources.list"
        lists, cache, status = folder / "lists", folder / "cache", folder / "status"
        for path in (self._downloads, lists / "partial", cache / "archives" / "partial"):
            path.mkdir(parents=True)
        status.touch()
        settings = {
            "Dir::Etc::sourcelist": self._sources,
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State::lists": lists,
            "Dir::State::status": status,
            "Dir::Cache": cache,
            "APT::Sandbox::User": "",
            "Acquire::Languages": "none",
            "Acquire::Retries": "2",
        }
        self._options = [f"-o{name}={value}" for name, value in settings.items()]

    def _run(self, *arguments: str) -> str:
        """Run apt-get and return what it prints."""
        try:
            done = subprocess.run(
                ("apt-get", "-qq", *self._options, *arguments),
                capture_output=True,
                check=True,
                cwd=self._downloads,
                stdin=subprocess.DEVNULL,
                text=True,
            )
        except subprocess.CalledProcessError as err:
            raise DebianError(f"apt-get {arguments[0]}: {err.stderr.strip()}") from err
        return done.stdout

    def use(self, archive: Archive, mirror: str) -> None:
        """Fetch the lists of one archive."""
        self._sources.write_text(
            f"deb [signed-by={archive.keyring}] {mirror} {archive.suite} {archive.components}\n"
        )
        self._run("update")

    def closure(self, packages: Sequence[str]) -> list[str]:
        """Return the packages with everything that they need, down to libc."""
        uris = self._run("install", "--print-uris", "--no-install-recommends", *packages)
        return [line.split()[1].split("_")[0] for line in uris.splitlines()]

    def unpack(self, packages: Sequence[str], target: Path) -> None:
        """Download packages, which checks them against the signed lists, and unpack them."""
        self._run("download", *packages)
        for package in sorted(self._downloads.glob("*.deb")):
            subprocess.run(("dpkg-deb", "--extract", package, target), check=True)


def mirrors() -> list[str]:
    """Return the mirrors that this system uses, most important first."""
    try:
        done = subprocess.run(
            ("apt-get", "indextargets", "--format", "$(REPO_URI)"),
            capture_output=True,
            check=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as err:
        raise DebianError(
            "Python 3.14.2 or later is needed: put it on the PATH, or let uv download it "
            "(this system has no apt-get to fall back on)"
        ) from err
    return list(dict.fromkeys(done.stdout.split()))


@contextmanager
def open_archive(beside: Path) -> Iterator[Apt]:
    """Find the distribution's newest archive; the lists live as long as the context."""
    archive = next((archive for archive in ARCHIVES if archive.keyring.exists()), None)
    if archive is None:
        raise DebianError(
            "Python 3.14.2 or later is needed: put it on the PATH, let uv download it, or install "
            "debian-archive-keyring, which checks Debian's packages of it"
        )
    problem = "`apt-get indextargets` names no mirror"
    for mirror in mirrors():
        with tempfile.TemporaryDirectory(prefix=".apt-", dir=beside) as folder:
            apt = Apt(Path(folder))
            try:
                apt.use(archive, mirror)
            except DebianError as err:
                problem = str(err)
                continue
            yield apt
            return
    raise DebianError(problem)


@contextmanager
def unpacked(beside: Path, *packages: str) -> Iterator[Path]:
    """Unpack packages, without what they depend on, as long as the context lives."""
    with (
        open_archive(beside) as apt,
        tempfile.TemporaryDirectory(prefix=".deb-", dir=beside) as folder,
    ):
        apt.unpack(packages, Path(folder))
        yield Path(folder)


def assemble_python(target: Path, executable: str, patchelf: Sequence[str]) -> None:
    """Put a Python together with the libc that it was built for, away from the system's own."""
    partial = target.with_name(f"{target.name}.partial")
    for folder in (partial, target):
        shutil.rmtree(folder, ignore_errors=True)
    partial.mkdir(parents=True)
    with open_archive(target.parent) as apt:
        packages = apt.closure((executable, "libstdc++6"))
        apt.unpack((*packages, f"lib{executable}-dev"), partial)
    libraries = next(partial.glob("usr/lib/*/libc.so.6")).parent
    loader = next(libraries.glob("ld-linux*.so.*"))
    run_path = target / libraries.relative_to(partial)
    # Debian's pyconfig.h includes another one, which compilers find only below /usr/include
    headers = partial / "usr" / "include"
    (headers / executable / libraries.name).symlink_to(f"../{libraries.name}")
    subprocess.run(
        (
            *patchelf,
            *("--set-interpreter", run_path / loader.name),
            *("--force-rpath", "--set-rpath", run_path),
            partial / "usr" / "bin" / executable,
        ),
        check=True,
    )
    partial.rename(target)
