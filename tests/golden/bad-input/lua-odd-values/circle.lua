local circle = {}
circle[1] = circle
host "A"(circle)
