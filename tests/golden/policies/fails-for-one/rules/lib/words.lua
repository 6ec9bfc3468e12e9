return {
  shout = function(thing)
    return thing.name:uper()
  end,
}
