/* cmd_who: `portplan who`. What its first argument is, is found out: a port, a host, a product. */
#include "report/who.h"

#include "base/mem.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/streams.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HOST "host:"
#define PRODUCT "product:"

/* --- products ----------------------------------------------------------------- */

/* Products of different names: those of the catalogues that the plans use, and those placed. */
struct products {
    const struct pp_product **list;
    size_t count, capacity;
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

/* --- what is asked about -------------------------------------------------------- */

static void refuse_unknown(const struct pp_run *run, const struct products *products,
                           const char *text)
{
    size_t hosts = run->plan.host_count, count = 0;
    const char **names =
        pp_arena_array(run->options->arena, hosts + 2 * products->count, sizeof *names);
    for (size_t i = 0; i < hosts; i++)
        names[count++] = run->plan.hosts[i].name;
    for (size_t i = 0; i < products->count; i++) {
        names[count++] = products->list[i]->name;
        names[count++] = products->list[i]->id;
    }
    const char *near = pp_nearest(text, names, count);
    if (near)
        pp_say("'%s' is no port, host or product of the plans; did you mean '%s'?", text, near);
    else
        pp_say("'%s' is no port, host or product of the plans", text);
}

/* Finds a host or product; false, with a message, when there is none or more than one. */
static bool find_name(const struct pp_run *run, const char *text, struct pp_who *who)
{
    bool host_only = strncmp(text, HOST, strlen(HOST)) == 0;
    bool product_only = strncmp(text, PRODUCT, strlen(PRODUCT)) == 0;
    const char *name = text + (host_only ? strlen(HOST) : product_only ? strlen(PRODUCT) : 0);
    const char *other = NULL;
    struct products products = gather_products(run);
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
        refuse_unknown(run, &products, name);
    else
        good = true;
    free(products.list);
    return good;
}

/* What looks like a port but is none, unless a host is called that. */
static bool is_meant_as_port(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 &&
           strspn(text + digits, "0123456789-/tcpudsTCPUDS ") == strlen(text + digits);
}

static bool find(const struct pp_run *run, const char *text, struct pp_who *who)
{
    struct pp_port_error error;
    if (pp_port_ref_parse(text, &who->ports, &who->transport, &who->has_transport, &error)) {
        who->kind = PP_WHO_PORT;
        return true;
    }
    if (is_meant_as_port(text) && pp_plan_find_host(&run->plan, text) == PP_NONE) {
        pp_say("'%s': %s", text, error.text);
        return false;
    }
    return find_name(run, text, who);
}

int pp_command_who(const struct pp_options *options)
{
    const struct pp_texts *arguments = &options->arguments;
    struct pp_run run;
    struct pp_who who = {0};
    int code = PP_EXIT_GOOD;
    pp_run_init(&run, options);
    if (!pp_run_plans(&run, arguments->items + 1, arguments->count - 1)) {
        code = pp_run_reject(&run);
    } else if (!find(&run, arguments->items[0], &who)) {
        code = PP_EXIT_USAGE;
    } else {
        struct pp_report report = pp_run_report(&run, STDOUT_FILENO);
        report.who = &who;
        code = pp_output_report(options, &report) ? PP_EXIT_GOOD : PP_EXIT_INTERNAL;
    }
    pp_run_release(&run);
    return code;
}
