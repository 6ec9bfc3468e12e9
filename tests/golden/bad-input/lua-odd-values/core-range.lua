local range = ports.range "80a"
