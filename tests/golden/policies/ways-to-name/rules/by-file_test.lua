error "a test of a policy is no policy"
