"""Time and memory by the number of bindings, drawn by gnuplot into bench/results/growth.svg."""
import os
import subprocess

from . import places, workloads

PICTURE = "growth.svg"
FEWEST = 3  # sizes that make a line

# System, name in the key, colour, width, dash.
LINES = [
    ("core-1", "portplan", "#0b5fa5", 3.5, 1),
    ("floor-1", "C floor", "#777777", 1.5, 2),
    ("duckdb", "DuckDB", "#e69f00", 1.7, 1),
    ("node", "Node sweep", "#009e73", 1.7, 1),
    ("lua", "Lua 5.4 sweep", "#56b4e9", 1.7, 1),
    ("sqlite", "SQLite", "#cc79a7", 1.7, 1),
    ("postgres", "PostgreSQL", "#8c564b", 1.7, 1),
    ("python", "Python sweep", "#b8a000", 1.7, 1),
    ("intervaltree", "intervaltree", "#d55e00", 1.7, 1),
    ("clingo", "clingo", "#444444", 1.7, 4),
]

SCRIPT = """
set terminal svg size 1120,500 dynamic font 'sans-serif,13' background '#ffffff'
set output '{picture}'
set multiplot
set logscale xy
set border 3 lc rgb '#888888'
set tics nomirror tc rgb '#333333'
set grid xtics ytics lt 1 lw 0.6 lc rgb '#dddddd'
set format x '10^{{%T}}'
set xrange [700:2e7]
set xlabel 'bindings' tc rgb '#333333'
set tmargin at screen 0.88
set bmargin at screen 0.13

set lmargin at screen 0.065
set rmargin at screen 0.395
set title 'Finding all clashes' font ',15'
set format y '%g'
set yrange [0.005:2e5]
set ytics ('10 µs' 0.01, '100 µs' 0.1, '1 ms' 1, '10 ms' 10, '100 ms' 100, '1 s' 1e3, '10 s' 1e4, '100 s' 1e5)
unset key
plot {time}

set lmargin at screen 0.485
set rmargin at screen 0.815
set title 'Peak memory of the process' font ',15'
set yrange [1:2e4]
set ytics ('1 MiB' 1, '10 MiB' 10, '100 MiB' 100, '1 GiB' 1024, '10 GiB' 10240)
set key at screen 0.985,0.86 right top Left reverse spacing 1.5 samplen 2.2 tc rgb '#333333'
plot {memory}
unset multiplot
"""


def _data(results, name):
    """Lines "bindings ms MiB" of a system."""
    rows = []
    for workload, count in workloads.BINDINGS.items():
        samples = results.get((name, workload))
        if samples and samples.runs and not workload.startswith("D"):
            rows.append((count, samples.median(), samples.peak()))
    return sorted(rows)


def _plot(blocks, column):
    return ", \\\n".join(
        f"$data_{i} using 1:{column} with linespoints pt 7 ps {0.75 if width > 2 else 0.5} lw {width} "
        f"dt {dash} lc rgb '{colour}' title '{title}'"
        for i, (_, title, colour, width, dash) in enumerate(blocks))


def draw(results, say):
    """Draws what was measured, if that is enough for lines."""
    if not places.installed("gnuplot"):
        say("gnuplot is not installed: no picture")
        return
    blocks, text = [], ""
    for line in LINES:
        rows = _data(results, line[0])
        if len(rows) >= FEWEST:
            text += f"$data_{len(blocks)} << END\n" + "".join(f"{n} {ms} {mib}\n" for n, ms, mib in rows) + "END\n"
            blocks.append(line)
    if not blocks:
        return
    os.makedirs(places.RESULTS, exist_ok=True)
    path = os.path.join(places.WORK, "growth.gnuplot")
    with open(path, "w") as file:
        file.write(text + SCRIPT.format(picture=PICTURE, time=_plot(blocks, 2), memory=_plot(blocks, 3)))
    subprocess.run(["gnuplot", path], cwd=places.RESULTS, check=True)
