report({}, "x")
