print "first"
load_plan "talks.lua"
print "second"
error "third"
