return policy
