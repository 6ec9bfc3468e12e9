/* transport: names of the transports. */
#include "model/transport.h"

#include "base/text.h"

#include <string.h>

const char *const pp_transport_names[PP_TRANSPORTS] = {"tcp", "udp", "sctp", "dccp"};

const char *pp_transport_name(enum pp_transport transport)
{
    return pp_transport_names[transport];
}

bool pp_transport_parse(const char *name, size_t length, enum pp_transport *transport)
{
    for (int i = 0; i < PP_TRANSPORTS; i++) {
        const char *known = pp_transport_names[i];
        if (strlen(known) != length)
            continue;
        size_t at = 0;
        while (at < length && pp_lower(name[at]) == known[at])
            at++;
        if (at == length) {
            *transport = (enum pp_transport)i;
            return true;
        }
    }
    return false;
}
