-- tries: taking away the hook that counts instructions
-- exit: 2
-- line: 6
-- says: 'debug' is not available

debug.sethook()
while true do end
