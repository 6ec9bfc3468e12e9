print(#site.hosts)
