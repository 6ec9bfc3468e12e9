return test "declared in a tail call, which leaves no line" { plan = "x" }
