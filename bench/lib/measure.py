"""Runs commands and keeps what they took. All times are in ms, memory in KiB."""
import os
import re
import signal
import statistics
import subprocess

from . import places

WORD = re.compile(r"(\w+)=([0-9.]+)")


class Failed(Exception):
    """A command did not do what it should; says why in a few words."""


def _scratch(name):
    return os.path.join(places.WORK, name)


def _call(command, environment, timeout):
    """Runs it in a process group of its own, which a timeout ends as a whole."""
    with open(_scratch("stdout"), "wb") as out, open(_scratch("stderr"), "wb") as err:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                 env=environment, start_new_session=True)
        try:
            return child.wait(timeout)
        except BaseException as error:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise Failed(f"stopped after {timeout:.0f} s") from None
            raise


def run(command, timeout=None, environment=None, codes=(0,), memory=None):
    """Runs a command once. Returns its standard output and a dict: wall_ms, cpu_ms and peak_kib as the
    kernel counted them, and the key=value words of its standard error."""
    usage = _scratch("usage")
    limit = ["-m", str(memory)] if memory else []
    code = _call([places.program("bench_spawn"), "-o", usage, *limit, *command],
                 {**os.environ, "LC_ALL": "C", **(environment or {})}, timeout)
    with open(_scratch("stderr"), errors="replace") as file:
        said = file.read()
    if code not in codes:
        last = said.strip().splitlines()[-1:] or [""]
        raise Failed(f"exit {code}: {last[0][:120]}")
    figures = {key: float(value) for key, value in WORD.findall(said)}
    with open(usage) as file:
        figures.update({key: float(value) for key, value in WORD.findall(file.read())})
    with open(_scratch("stdout"), "rb") as file:
        return file.read(), figures


def in_order(pairs):
    """Lines "a,b" of any order, as the generator would write them."""
    numbers = sorted(tuple(sorted(map(int, line.split(b",")))) for line in pairs.split())
    return b"".join(b"%d,%d\n" % pair for pair in numbers)


class Samples:
    """What the runs of one system on one workload took, or why there is none."""

    def __init__(self):
        self.runs = []
        self.reason = None

    def add(self, figures):
        self.runs.append(figures)

    def values(self, key):
        return [run[key] for run in self.runs if key in run]

    def median(self, key="core_ms"):
        values = self.values(key)
        return statistics.median(values) if values else None

    def least(self, key="core_ms"):
        return min(self.values(key), default=None)

    def most(self, key="core_ms"):
        return max(self.values(key), default=None)

    def peak(self):
        """MiB."""
        most = max((run.get("server_kib", run["peak_kib"]) for run in self.runs), default=None)
        return most / 1024 if most is not None else None


def touch(mib):
    """Has the machine back so much memory, so that the next program does not pay for it."""
    subprocess.run([places.program("bench_touch"), str(mib)], check=True)


def in_turn(jobs, rounds, say):
    """Runs every job of a list of (samples, rounds, function) in turn: first all once, then all again,
    until each had its rounds. A job that fails is left out from then on."""
    for turn in range(rounds):
        for samples, most, job in jobs:
            if samples.reason or turn >= most:
                continue
            try:
                samples.add(job())
            except Failed as failure:
                samples.reason = str(failure)
        say(turn + 1)
