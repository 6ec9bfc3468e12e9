print(#check(load_plan "site.yaml"))
