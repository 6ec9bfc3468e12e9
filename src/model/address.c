/* address: parsing IP addresses and comparing what sockets cover. */
#include "model/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
static const uint8_t zeros[16];

static bool all_zero(const uint8_t *bytes, size_t size)
{
    return memcmp(bytes, zeros, size) == 0;
}

static struct pp_address from_v4(const uint8_t bytes[4])
{
    struct pp_address address = {.kind = all_zero(bytes, 4) ? PP_ADDR_V4_ANY : PP_ADDR_V4};
    memcpy(address.bytes, bytes, 4);
    return address;
}

bool pp_address_parse(const char *text, struct pp_address *address)
{
    uint8_t bytes[16];
    char bare[INET6_ADDRSTRLEN];
    size_t length = strlen(text);
    if (strcmp(text, "*") == 0) {
        *address = (struct pp_address){.kind = PP_ADDR_ANY};
        return true;
    }
    if (inet_pton(AF_INET, text, bytes) == 1) {
        *address = from_v4(bytes);
        return true;
    }
    if (length > 2 && text[0] == '[' && text[length - 1] == ']' && length - 2 < sizeof bare) {
        memcpy(bare, text + 1, length - 2);
        bare[length - 2] = '\0';
        text = bare;
    }
    if (inet_pton(AF_INET6, text, bytes) != 1)
        return false;
    if (memcmp(bytes, mapped_prefix, sizeof mapped_prefix) == 0) {
        *address = from_v4(bytes + 12);
        return true;
    }
    *address = (struct pp_address){.kind = all_zero(bytes, 16) ? PP_ADDR_V6_ANY : PP_ADDR_V6};
    memcpy(address->bytes, bytes, 16);
    return true;
}

const char *pp_address_format(const struct pp_address *address, char text[PP_ADDRESS_TEXT])
{
    switch (address->kind) {
    case PP_ADDR_ANY: snprintf(text, PP_ADDRESS_TEXT, "*"); break;
    case PP_ADDR_V4_ANY:
    case PP_ADDR_V4: inet_ntop(AF_INET, address->bytes, text, PP_ADDRESS_TEXT); break;
    case PP_ADDR_V6_ANY:
    case PP_ADDR_V6: inet_ntop(AF_INET6, address->bytes, text, PP_ADDRESS_TEXT); break;
    }
    return text;
}

int pp_address_compare(const struct pp_address *a, const struct pp_address *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

bool pp_address_equal(const struct pp_address *a, const struct pp_address *b)
{
    return pp_address_compare(a, b) == 0;
}

bool pp_address_is_loopback(const struct pp_address *address)
{
    if (address->kind == PP_ADDR_V4)
        return address->bytes[0] == 127;
    return address->kind == PP_ADDR_V6 && all_zero(address->bytes, 15) && address->bytes[15] == 1;
}

bool pp_address_is_multicast(const struct pp_address *address)
{
    if (address->kind == PP_ADDR_V4)
        return address->bytes[0] >= 224 && address->bytes[0] <= 239;
    return address->kind == PP_ADDR_V6 && address->bytes[0] == 0xff;
}

struct pp_addrset pp_addrset_of(const struct pp_address *address, bool v6only)
{
    struct pp_addrset set = {0};
    switch (address->kind) {
    case PP_ADDR_ANY: set.v4 = set.v6 = PP_COVER_ALL; break;
    case PP_ADDR_V4_ANY: set.v4 = PP_COVER_ALL; break;
    case PP_ADDR_V6_ANY:
        set.v6 = PP_COVER_ALL;
        set.v4 = v6only ? PP_COVER_NONE : PP_COVER_ALL;
        break;
    case PP_ADDR_V4:
        set.v4 = PP_COVER_ONE;
        memcpy(set.v4_bytes, address->bytes, sizeof set.v4_bytes);
        break;
    case PP_ADDR_V6:
        set.v6 = PP_COVER_ONE;
        memcpy(set.v6_bytes, address->bytes, sizeof set.v6_bytes);
        break;
    }
    return set;
}

bool pp_addrset_overlaps(const struct pp_addrset *a, const struct pp_addrset *b)
{
    if (a->v4 && b->v4 &&
        (a->v4 == PP_COVER_ALL || b->v4 == PP_COVER_ALL ||
         memcmp(a->v4_bytes, b->v4_bytes, sizeof a->v4_bytes) == 0))
        return true;
    return a->v6 && b->v6 &&
           (a->v6 == PP_COVER_ALL || b->v6 == PP_COVER_ALL ||
            memcmp(a->v6_bytes, b->v6_bytes, sizeof a->v6_bytes) == 0);
}

int pp_addrset_compare(const struct pp_addrset *a, const struct pp_addrset *b)
{
    if (a->v4 != b->v4)
        return a->v4 < b->v4 ? -1 : 1;
    if (a->v6 != b->v6)
        return a->v6 < b->v6 ? -1 : 1;
    int by_v4 = memcmp(a->v4_bytes, b->v4_bytes, sizeof a->v4_bytes);
    return by_v4 ? by_v4 : memcmp(a->v6_bytes, b->v6_bytes, sizeof a->v6_bytes);
}
