-- tries: switching the collector off
-- exit: 2
-- line: 6
-- says: 'collectgarbage' is not available

collectgarbage("stop")
