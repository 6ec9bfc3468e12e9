"""Where things lie, and the programs that measuring needs."""
import os
import shutil
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(TOP, "build", "release")
WORK = os.path.join(TOP, "build", "bench")
RESULTS = os.path.join(TOP, "bench", "results")
PEERS = os.path.join(TOP, "bench", "peers")
NPM = os.path.join(TOP, "build", "npm")
SERVICES = os.path.join(TOP, "data", "services", "iana.services")
# Debian's Python has Debian's intervaltree, whichever python3 is first on PATH.
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3"


def program(name):
    """The path of a program that the build makes."""
    return os.path.join(BUILD, name)


def peer(name):
    return os.path.join(PEERS, name)


def built(name):
    return os.access(program(name), os.X_OK)


def installed(name):
    return shutil.which(name) is not None


def build():
    """Builds the preset release and the programs of bench/; ends the run when that fails."""
    os.makedirs(WORK, exist_ok=True)
    log = os.path.join(WORK, "build.log")
    configure = ["cmake", "--preset", "release"]
    if not os.path.exists(os.path.join(BUILD, "CMakeCache.txt")) and installed("ninja"):
        configure += ["-G", "Ninja"]
    with open(log, "w") as out:
        for command in (configure, ["cmake", "--build", "--preset", "release"],
                        ["cmake", "--build", "--preset", "release", "--target", "bench"]):
            if subprocess.run(command, cwd=TOP, stdout=out, stderr=out).returncode != 0:
                raise SystemExit(f"bench/run: the build failed; all of it is in {os.path.relpath(log)}")


def touch_mib(bindings):
    """What runs on so many bindings may need, half of the memory that is free at most."""
    with open("/proc/meminfo") as file:
        free = next(int(line.split()[1]) for line in file if line.startswith("MemAvailable:"))
    return max(64, min(256 + bindings // 1000, 4096, free // 2048))
