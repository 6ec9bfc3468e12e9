local products = include "parts/products.lua"

local function pair(product)
  return { product { label = "main" }, product { label = "backup", ports = { ui = auto } } }
end

local taken = ports.set { "18200-18201" } + ports.set { 18204 }
assert(registry.find(8090, "tcp").name == "opsmessaging")

host "A" {
  address = "10.0.0.1",
  pair(products.web),
  { { products.api { ports = { rest = taken:first_free(18200) } } } },
}
