print "once"
return false
