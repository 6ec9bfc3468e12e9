return policy()
