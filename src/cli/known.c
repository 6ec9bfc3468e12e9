/* known: names of rules, catalogues and products. */
#include "cli/known.h"

#include "check/rule.h"

static struct pp_known_names known_rules(struct pp_run *run)
{
    struct pp_known_names known = {.count = pp_rule_count()};
    struct pp_known_name *names = pp_arena_array(&run->arena, known.count, sizeof *names);
    for (size_t i = 0; i < known.count; i++)
        names[i] = (struct pp_known_name){pp_rules[i]->id, pp_rules[i]->summary};
    known.items = names;
    return known;
}

static struct pp_known_names known_catalogs(struct pp_run *run,
                                            const struct pp_catalog *const *catalogs, size_t count)
{
    struct pp_known_name *names = pp_arena_array(&run->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = (struct pp_known_name){catalogs[i]->id, catalogs[i]->title};
    return (struct pp_known_names){names, count};
}

static struct pp_known_names known_products(struct pp_run *run,
                                            const struct pp_catalog *const *catalogs, size_t count)
{
    size_t all = 0, next = 0;
    for (size_t i = 0; i < count; i++)
        all += catalogs[i]->product_count;
    struct pp_known_name *names = pp_arena_array(&run->arena, all, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        const struct pp_product *products = catalogs[i]->products;
        for (size_t j = 0; j < catalogs[i]->product_count; j++)
            names[next++] = (struct pp_known_name){products[j].name, products[j].title};
    }
    return (struct pp_known_names){names, all};
}

void pp_known_find(struct pp_run *run, struct pp_known_names known[PP_KNOWNS])
{
    size_t ids, count = 0;
    const char **names = pp_library_list(&run->library, NULL, &ids);
    const struct pp_catalog **catalogs = pp_arena_array(&run->arena, ids, sizeof *catalogs);
    for (size_t i = 0; i < ids; i++) {
        const struct pp_catalog *catalog =
            pp_library_load(&run->library, names[i], NULL, (struct pp_loc){0});
        if (catalog)
            catalogs[count++] = catalog;
    }
    known[PP_KNOWN_RULES] = known_rules(run);
    known[PP_KNOWN_CATALOGS] = known_catalogs(run, catalogs, count);
    known[PP_KNOWN_PRODUCTS] = known_products(run, catalogs, count);
}
