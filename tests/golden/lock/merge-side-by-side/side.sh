# shellcheck shell=sh
# side.sh: $1 and $2 are the hosts that two people add, one at either end of the plan, on two branches.
git() { command git -c user.name=tester -c user.email=tester@localhost -c commit.gpgsign=false -c init.defaultBranch=main "$@"; }
host() { echo "host \"$1\" { address = \"$2\", recorder { instances = 2 } }"; }

git init --quiet .
host REC-5 10.0.0.5 >>site.lua
portplan lock --quiet site.lua
git add -A
git commit --quiet -m "a plan and its lock"

git checkout --quiet -b one
{ sed '/^host/,$d' site.lua; host "$1" 10.0.1.1; sed -n '/^host/,$p' site.lua; } >new.lua
mv new.lua site.lua
portplan lock site.lua
git commit --quiet -am "add $1"

git checkout --quiet main
git checkout --quiet -b two
host "$2" 10.0.1.2 >>site.lua
portplan lock site.lua
git commit --quiet -am "add $2"

git merge --quiet --no-edit one >/dev/null && echo "merged without conflict"
git status --porcelain
grep -o "host: [^,]*, product: recorder.*port: [0-9]*" site.lua.lock
portplan check --quiet --locked site.lua && echo clean
portplan lock site.lua
git diff --stat
