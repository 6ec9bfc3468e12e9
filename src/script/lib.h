/* lib: the core in Lua: ports, registry, bands, clashes, overlaps.
 * Stands on model/ and state.h.
 *
 * Values do not change and functions have no side effects. Misuse raises and says which
 * argument wants what; a fact of the world (no free port) is nil. */
#ifndef PP_SCRIPT_LIB_H
#define PP_SCRIPT_LIB_H

#include "model/portset.h"
#include "model/profile.h"
#include "model/registry.h"
#include "script/state.h"

/* Puts all of the core into the table at index `env`. Needs a state of state.h. */
void pp_lib_open(lua_State *L, int env);

/* Each pushes one library. */
int pp_open_ports(lua_State *L);
int pp_open_registry(lua_State *L);
int pp_open_bands(lua_State *L);
int pp_open_clashes(lua_State *L);  /* a function */
int pp_open_overlaps(lua_State *L); /* a function */

/* A port range of Lua: `ports.range "8000-8099/tcp"`. */
struct pp_range_value {
    struct pp_range range;
    bool has_transport;
    enum pp_transport transport;
};
extern const char *const pp_range_members[5]; /* what it has behind a '.' or ':' */
void pp_range_push(lua_State *L, const struct pp_range_value *value);
const struct pp_range_value *pp_range_test(lua_State *L, int index); /* NULL: no range */

/* The argument as a range: a range value, a port number or a text; raises otherwise. */
struct pp_range_value pp_range_check(lua_State *L, int arg);

/* A port set of Lua: `ports.set { "5421-5436", 8090 }`. Pushed empty, to be filled by the
 * maker before a script sees it. */
extern const char *const pp_set_members[3];
struct pp_portset *pp_set_push(lua_State *L);
const struct pp_portset *pp_set_test(lua_State *L, int index); /* NULL: no set */

/* Adds what is at `index` (a set, range, port or text), which is, or stands in, argument `arg`;
 * raises when it is none of them. */
void pp_set_add(lua_State *L, struct pp_portset *set, int index, int arg);

int pp_new_range(lua_State *L); /* ports.range */
int pp_new_set(lua_State *L);   /* ports.set */

/* Arguments of these kinds; they raise otherwise. */
uint16_t pp_arg_port(lua_State *L, int arg);
enum pp_transport pp_arg_transport(lua_State *L, int arg);
enum pp_os pp_arg_os(lua_State *L, int arg, enum pp_os unset); /* nil gives `unset` */
const char *pp_arg_text(lua_State *L, int arg);                /* without zero bytes */

/* Raises "a <type> has no '<name>'", with the nearest of names[0..count), or all of them. */
int pp_lib_no_field(lua_State *L, const char *type, const char *name, const char *const *names,
                    size_t count);

/* For __newindex: the first upvalue names the type. */
int pp_lib_read_only(lua_State *L);

#endif
