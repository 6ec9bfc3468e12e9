-- return policy: this is none
return { "policy" }
