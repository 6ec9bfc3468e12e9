local json = require "json"
