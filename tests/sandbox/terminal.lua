-- tries: controlling the terminal with what is printed
-- exit: 0
-- never: \x1b

print("\27[2J\27]0;title\7\r\b\127\xc2\x9b31m")
print("one\0two")
