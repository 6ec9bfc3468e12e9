load_plan "site.yaml"
