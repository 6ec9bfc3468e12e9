local mine = catalog "mine"
