print "once"
error "twice"
