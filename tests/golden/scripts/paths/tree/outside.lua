include "../site.yaml"
