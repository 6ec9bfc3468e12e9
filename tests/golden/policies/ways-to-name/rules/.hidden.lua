error "an editor's copy is no policy"
