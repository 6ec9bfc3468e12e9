/* lib_bands: `bands`, in which bands a port lies. */
#include "script/lib.h"

#include <lauxlib.h>

/* Every band, in the order of their names. */
static const enum pp_band sorted[] = {PP_BAND_BROWSER, PP_BAND_DYNAMIC, PP_BAND_EPHEMERAL,
                                      PP_BAND_OS,      PP_BAND_SYSTEM,  PP_BAND_USER};

/* bands.of(port, os) -> sorted list of names; os is "windows" when it is not given */
static int f_of(lua_State *L)
{
    uint16_t port = pp_arg_port(L, 1);
    enum pp_os os = pp_arg_os(L, 2, PP_WINDOWS);
    unsigned bands = pp_bands_of(os, pp_profile_of(os)->ephemeral, port);
    lua_Integer count = 0;
    lua_newtable(L);
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        if (bands & sorted[i]) {
            lua_pushstring(L, pp_band_name(sorted[i]));
            lua_rawseti(L, -2, ++count);
        }
    }
    return 1;
}

static const luaL_Reg bands_functions[] = {
    {"of", f_of},
    {NULL, NULL},
};

int pp_open_bands(lua_State *L)
{
    luaL_newlib(L, bands_functions);
    return 1;
}
