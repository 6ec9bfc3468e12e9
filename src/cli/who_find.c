/* who_find: from what somebody typed to a host or a product. */
#include "cli/who_find.h"

#include "base/mem.h"
#include "base/text.h"
#include "cli/streams.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define HOST "host:"
#define PRODUCT "product:"
#define NAMED_MAX 8u /* hosts, or products, in a message */

/* --- products ----------------------------------------------------------------- */

/* Products of different names: those of the catalogues that the plans use, and those placed. */
struct products {
    const struct pp_product **list;
    size_t count, capacity;
    size_t placed; /* they come first */
};

static void add_product(struct products *products, const struct pp_product *product)
{
    for (size_t i = 0; i < products->count; i++)
        if (strcmp(products->list[i]->name, product->name) == 0)
            return;
    products->list =
        pp_grow(products->list, &products->capacity, products->count + 1, sizeof *products->list);
    products->list[products->count++] = product;
}

static struct products gather_products(const struct pp_run *run)
{
    struct products products = {0};
    const struct pp_product *last = NULL;
    for (size_t i = 0; i < run->plan.placement_count; i++) {
        if (run->plan.placements[i].product != last)
            add_product(&products, run->plan.placements[i].product);
        last = run->plan.placements[i].product;
    }
    products.placed = products.count;
    for (size_t i = 0; i < run->library.count; i++)
        for (size_t k = 0; run->library.catalogs[i] && k < run->library.catalogs[i]->product_count;
             k++)
            add_product(&products, &run->library.catalogs[i]->products[k]);
    return products;
}

/* The product of that name, or the only one of that id; NULL when there is none, or (*others is
 * the name of another then) several. */
static const struct pp_product *find_product(const struct products *products, const char *name,
                                             const char **others)
{
    const struct pp_product *found = NULL;
    *others = NULL;
    for (size_t i = 0; i < products->count; i++)
        if (pp_casecmp(products->list[i]->name, name) == 0)
            return products->list[i];
    for (size_t i = 0; i < products->count; i++) {
        if (pp_casecmp(products->list[i]->id, name) != 0)
            continue;
        if (found)
            *others = found->name;
        found = products->list[i];
    }
    return found;
}

/* --- other ways to say it --------------------------------------------------------- */

/* Hosts and products that may be meant, each once. */
struct candidates {
    const struct pp_run *run;
    const struct products *products;
    struct pp_arena *arena;
    const char *text; /* that was typed */
    bool hosts, with_products;
    const char **names; /* of all, for messages */
    size_t count;
    uint32_t host;
    const struct pp_product *product; /* the last of them */
};

typedef bool is_meant(const char *text, const char *word);

static bool is_same(const char *text, const char *word)
{
    return pp_casecmp(text, word) == 0;
}

static bool is_inside(const char *text, const char *word)
{
    size_t length = strlen(text);
    for (; strlen(word) >= length; word++) {
        size_t i = 0;
        while (i < length && tolower((unsigned char)text[i]) == tolower((unsigned char)word[i]))
            i++;
        if (i == length)
            return true;
    }
    return false;
}

static bool has_address(const struct pp_host *host, const char *text)
{
    struct pp_address address;
    bool found = false;
    if (!pp_address_parse(text, &address))
        return false;
    for (size_t i = 0; i < host->address_count && !found; i++)
        found = pp_address_equal(&host->addresses[i].address, &address);
    return found;
}

static bool has_label(const struct pp_plan *plan, const char *text,
                      const struct pp_product *product, is_meant *meant)
{
    for (size_t i = 0; i < plan->placement_count; i++) {
        const struct pp_placement *placement = &plan->placements[i];
        if (placement->label && meant(text, placement->label) &&
            strcmp(placement->product->name, product->name) == 0)
            return true;
    }
    return false;
}

/* Fills the candidates: hosts by address and name, products by name, title and label. */
static void collect(struct candidates *candidates, is_meant *meant)
{
    const struct pp_plan *plan = &candidates->run->plan;
    const struct products *products = candidates->products;
    const char *text = candidates->text;
    candidates->count = 0;
    candidates->host = PP_NONE;
    candidates->product = NULL;
    for (uint32_t i = 0; i < plan->host_count && candidates->hosts; i++) {
        if (!meant(text, plan->hosts[i].name) && !has_address(&plan->hosts[i], text))
            continue;
        candidates->names[candidates->count++] = plan->hosts[i].name;
        candidates->host = i;
    }
    for (size_t i = 0; i < products->count && candidates->with_products; i++) {
        const struct pp_product *product = products->list[i];
        if (!meant(text, product->name) && !meant(text, product->title) &&
            !has_label(plan, text, product, meant))
            continue;
        candidates->names[candidates->count++] = product->name;
        candidates->product = product;
    }
}

/* --- what is asked about ---------------------------------------------------------- */

/* "A, B and 3 more" */
static const char *list(struct pp_arena *arena, const char **names, size_t count, const char *last)
{
    if (count <= NAMED_MAX)
        return pp_names_join(arena, names, count, last);
    return pp_arena_printf(arena, "%s and %zu more", pp_names_join(arena, names, NAMED_MAX, ", "),
                           count - NAMED_MAX);
}

/* The name of a host or product that is nearly the text, or NULL. */
static const char *nearest(const struct candidates *candidates)
{
    const struct pp_plan *plan = &candidates->run->plan;
    const struct products *products = candidates->products;
    const char **names =
        pp_arena_array(candidates->arena, plan->host_count + 3 * products->count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < plan->host_count && candidates->hosts; i++)
        names[count++] = plan->hosts[i].name;
    for (size_t i = 0; i < products->count && candidates->with_products; i++) {
        names[count++] = products->list[i]->name;
        names[count++] = products->list[i]->id;
        names[count++] = products->list[i]->title;
    }
    return pp_nearest(candidates->text, names, count);
}

/* The hosts of the plans, and the products that are placed. */
static const char *all_of(const struct candidates *candidates)
{
    const struct pp_plan *plan = &candidates->run->plan;
    const char **hosts = pp_arena_array(candidates->arena, plan->host_count, sizeof *hosts);
    const char **products =
        pp_arena_array(candidates->arena, candidates->products->placed, sizeof *products);
    for (size_t i = 0; i < plan->host_count; i++)
        hosts[i] = plan->hosts[i].name;
    for (size_t i = 0; i < candidates->products->placed; i++)
        products[i] = candidates->products->list[i]->name;
    const char *of_hosts = list(candidates->arena, hosts, plan->host_count, " and ");
    const char *of_products =
        list(candidates->arena, products, candidates->products->placed, " and ");
    if (!candidates->with_products)
        return pp_arena_printf(candidates->arena, "hosts are %s", of_hosts);
    if (!candidates->hosts)
        return pp_arena_printf(candidates->arena, "products are %s", of_products);
    return pp_arena_printf(candidates->arena, "hosts are %s; products are %s", of_hosts,
                           of_products);
}

static void refuse_unknown(struct candidates *candidates)
{
    const char *near = nearest(candidates);
    const char *what = !candidates->with_products ? "host"
                       : !candidates->hosts       ? "product"
                                                  : "port, host or product";
    collect(candidates, is_inside);
    if (!*candidates->text)
        candidates->count = 0; /* it is inside of everything */
    if (candidates->count == 1)
        near = candidates->names[0];
    if (candidates->count > 1)
        pp_say("'%s' is no %s of the plans; it is in the names of %s", candidates->text, what,
               list(candidates->arena, candidates->names, candidates->count, " and "));
    else if (near)
        pp_say("'%s' is no %s of the plans; did you mean '%s'?", candidates->text, what, near);
    else
        pp_say("'%s' is no %s of the plans; %s", candidates->text, what, all_of(candidates));
}

/* By address, title or label, when no name fits; false, with a message. */
static bool find_otherwise(struct candidates *candidates, struct pp_who *who)
{
    collect(candidates, is_same);
    who->host = candidates->host;
    who->product = candidates->product;
    who->kind = who->host != PP_NONE ? PP_WHO_HOST : PP_WHO_PRODUCT;
    if (candidates->count == 1)
        return true;
    if (candidates->count > 1)
        pp_say("'%s' is several; say %s", candidates->text,
               list(candidates->arena, candidates->names, candidates->count, " or "));
    else
        refuse_unknown(candidates);
    return false;
}

bool pp_who_find(const struct pp_run *run, const char *text, struct pp_who *who)
{
    bool host_only = strncmp(text, HOST, strlen(HOST)) == 0;
    bool product_only = strncmp(text, PRODUCT, strlen(PRODUCT)) == 0;
    const char *name = text + (host_only ? strlen(HOST) : product_only ? strlen(PRODUCT) : 0);
    const char *other = NULL;
    struct products products = gather_products(run);
    struct candidates candidates = {.run = run,
                                    .products = &products,
                                    .arena = run->options->arena,
                                    .text = name,
                                    .hosts = !product_only,
                                    .with_products = !host_only};
    candidates.names = pp_arena_array(candidates.arena, run->plan.host_count + products.count,
                                      sizeof *candidates.names);
    who->host = product_only ? PP_NONE : pp_plan_find_host(&run->plan, name);
    who->product = host_only ? NULL : find_product(&products, name, &other);
    who->kind = who->host != PP_NONE ? PP_WHO_HOST : PP_WHO_PRODUCT;
    bool good = false;
    if (who->host != PP_NONE && who->product)
        pp_say("'%s' is a host and a product; say " HOST "%s or " PRODUCT "%s", name, name, name);
    else if (who->product && other)
        pp_say("there are several products '%s'; say '%s' or '%s'", name, other,
               who->product->name);
    else if (who->host == PP_NONE && !who->product)
        good = find_otherwise(&candidates, who);
    else
        good = true;
    free(products.list);
    return good;
}
