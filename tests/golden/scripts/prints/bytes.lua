print("a\tb", "caf\u{e9}", "\27[31m", "nul\0!\r")
