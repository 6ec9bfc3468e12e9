print "once"
load_plan "site.yaml"
print "twice"
error "not reached"
