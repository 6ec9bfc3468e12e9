hosts:
  - name: A
