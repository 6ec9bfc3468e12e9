"""Time and memory by the number of bindings, drawn by gnuplot."""
PICTURE = "growth.svg"
