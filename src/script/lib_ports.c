/* lib_ports: `ports`, the makers of ranges and sets. */
#include "script/lib.h"

#include <lauxlib.h>

static const luaL_Reg ports[] = {
    {"range", pp_new_range},
    {"set", pp_new_set},
    {NULL, NULL},
};

int pp_open_ports(lua_State *L)
{
    luaL_newlib(L, ports);
    return 1;
}
