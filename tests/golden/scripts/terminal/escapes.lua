print("\27[2Jred\tand", "caf\u{e9}", "a\0b")
print()
print "two\nlines"
