/* clash: whether two listeners of one host can both run, as its operating system
 * really behaves. Stands on address.h, url.h, profile.h. Pure: no state, no memory.
 *
 * Linux: measured, 5,000 ordered pairs (tests/data/truth/linux-bind-noopts.json has the
 * option-free ones). Windows: Microsoft, "Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE",
 * table for Server 2003 and later; HTTP.sys: "Processing Registrations", "IP listen list".
 * A plan does not know who starts first: the verdict is the worse of both orders. */
#ifndef PP_MODEL_CLASH_H
#define PP_MODEL_CLASH_H

#include "model/address.h"
#include "model/profile.h"
#include "model/url.h"

enum pp_listener_kind { PP_SOCKET, PP_HTTP_SYS };
extern const char *const pp_listener_kind_names[2]; /* "socket", "http.sys" */

/* How something listens that does not say so: through http.sys on Windows, over TCP, when its
 * http(s) URL (NULL: none) has the host + or *, or its reservation is spoken of. */
enum pp_listener_kind pp_listener_kind_by_url(enum pp_os os, enum pp_transport transport,
                                              const struct pp_url *url, bool reservation);

enum pp_reuse {
    PP_REUSE_NONE,
    PP_REUSE_PORT,
    PP_REUSE_ADDRESS,
    PP_REUSE_EXCLUSIVE,
    PP_REUSE_MULTICAST,
    PP_REUSES
};
extern const char *const pp_reuse_names[PP_REUSES];

/* One side of the question. `ports` of both sides are taken to overlap. */
struct pp_claim {
    enum pp_transport transport;
    enum pp_listener_kind kind;
    enum pp_reuse reuse;
    struct pp_addrset addresses;
    const struct pp_url *url; /* the prefix of an http.sys listener; NULL: none, or not known */
};

enum pp_clash_kind {
    PP_CLASH_NONE,
    PP_CLASH_SPLIT,        /* both run, but traffic is split, hijackable or swallowed */
    PP_CLASH_PORT_OVERLAP, /* the OS refuses the second socket */
    PP_CLASH_URL_OVERLAP,  /* http.sys refuses the second prefix */
    PP_CLASH_LISTENER_MIX, /* http.sys against a plain socket */
    PP_CLASH_KINDS
};
extern const char
    *const pp_clash_rule_ids[PP_CLASH_KINDS]; /* NULL, "split-binding", "port-overlap", ... */

struct pp_clash {
    enum pp_clash_kind kind;
    const char *os_error; /* "EADDRINUSE", "WSAEACCES 10013", ..., or NULL when both run */
    const char *why;      /* a clause for people: who fails, or where the traffic goes */
};

/* Symmetric in kind. A different transport, or addresses that do not meet: NONE. */
struct pp_clash pp_clash_judge(enum pp_os os, const struct pp_claim *a, const struct pp_claim *b);

/* The cells of Microsoft's table. */
enum pp_bind_outcome { PP_BIND_OK, PP_BIND_IN_USE, PP_BIND_ACCESS };
enum pp_win_option { PP_WIN_DEFAULT, PP_WIN_REUSE, PP_WIN_EXCLUSIVE };

/* What the second bind() on one port returns on Windows Server 2003 and later, when the
 * first socket stands; `wildcard` against the same specific address. */
enum pp_bind_outcome pp_windows_bind(enum pp_win_option first, bool first_wildcard,
                                     enum pp_win_option second, bool second_wildcard,
                                     bool same_user);

#endif
