function base_of(shop) return shop.printer { instances = 2 } end
