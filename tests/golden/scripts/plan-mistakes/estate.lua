local plan = load_plan(table.unpack(arg))
print(plan.name, #plan.hosts, plan.hosts[1].bindings[1])
