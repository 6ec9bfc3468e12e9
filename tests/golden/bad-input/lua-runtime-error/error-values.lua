error({ code = 12 })
