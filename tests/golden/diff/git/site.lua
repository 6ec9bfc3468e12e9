local shop = catalog "shop"
include "parts/base.lua"
policy "own.lua"
host "TILL-01" { shop.till, base_of(shop) }
