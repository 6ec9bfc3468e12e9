"""A PostgreSQL cluster of its own on a socket in a temporary folder, with the brakes off."""
import glob
import os
import shutil
import subprocess
import tempfile

from . import places

USER = "postgres"
ENVIRONMENT = {"PGUSER": USER}  # of clients; PGHOST is there while a cluster runs
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
shared_buffers = {shared}MB
work_mem = 1GB
maintenance_work_mem = 1GB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 16GB
checkpoint_timeout = 1h
autovacuum = off
jit = off
client_connection_check_interval = 500
"""


def _programs():
    """The folder of the newest server's programs, or None."""
    folders = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    version = {os.path.dirname(f): float(f.split("/")[4]) for f in folders}
    return max(version, key=version.get, default=None)


def ready():
    """Why it cannot run, or None."""
    if not _programs() or not places.installed("psql"):
        return "PostgreSQL is not installed"
    if os.getuid() == 0 and not places.installed("runuser"):
        return "PostgreSQL does not run as root, and there is no runuser"
    return None


class Cluster:
    """with Cluster(): the server runs, and ENVIRONMENT leads to it."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="bench-pg-")
        self.data = os.path.join(self.folder, "data")
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        ENVIRONMENT["PGHOST"] = self.folder
        return self

    def __exit__(self, *_):
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            self._call("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _call(self, program, *arguments, check=True):
        drop = ["runuser", "-u", USER, "--"] if os.getuid() == 0 else []
        subprocess.run([*drop, os.path.join(_programs(), program), *arguments], check=check, cwd=self.folder,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _start(self):
        if os.getuid() == 0:
            shutil.chown(self.folder, USER)
        self._call("initdb", "-D", self.data, "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C")
        shared = min(4096, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20 // 4)
        with open(os.path.join(self.data, "postgresql.conf"), "a") as file:
            file.write(SETTINGS.format(folder=self.folder, shared=shared))
        self._call("pg_ctl", "-D", self.data, "-l", os.path.join(self.folder, "log"), "-w", "start")
        subprocess.run(["psql", "-X", "-q", "-h", self.folder, "-U", USER, "-d", "postgres", "-c",
                        "create extension btree_gist"], check=True)
