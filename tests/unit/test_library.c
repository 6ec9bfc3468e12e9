/* library: where catalogues come from, and what is said of those that do not. */
#include "base/asset.h"
#include "support/plan_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NEAR "tests/data/catalogs/near"
#define FAR "tests/data/catalogs/far"
static const char *const paths[] = {"tests/data/catalogs/missing", "tests/data/catalogs/path"};

static const struct pp_loc here = {.line = 3, .column = 7, .source = 1};

static const struct pp_catalog *load(void **state, const char *id, const char *folder)
{
    struct plan_text *text = *state;
    pp_sources_add(&text->sources, "plan.yaml");
    return pp_library_load(&text->library, id, folder, here);
}

static void look_everywhere(void **state)
{
    struct plan_text *text = *state;
    text->library.paths = paths;
    text->library.path_count = 2;
    text->library.data = FAR;
}

static void a_catalogue_beside_the_plan_goes_first(void **state)
{
    look_everywhere(state);
    const struct pp_catalog *shop = load(state, "shop", NEAR);
    assert_string_equal(plan_text_mistakes(*state), "");
    assert_string_equal(shop->title, "shop");
    assert_int_equal(shop->product_count, 2);
    struct plan_text *text = *state;
    assert_string_equal(pp_sources_name(&text->sources, shop->loc.source), NEAR "/shop.yaml");
}

static void then_the_folders_of_the_path_then_the_data_folder(void **state)
{
    look_everywhere(state);
    assert_string_equal(load(state, "shop", NULL)->title, "Shop of the path");
    assert_string_equal(load(state, "depot", NEAR)->title, "Depot of the path");
    assert_string_equal(load(state, "cinegy", NEAR)->title, "Cinegy of the data folder");
}

static void what_settings_name_is_taken_only_from_their_folder(void **state)
{
    struct plan_text *text = *state;
    look_everywhere(state);
    text->library.bound = NEAR;
    text->library.bound_from = 1;
    assert_string_equal(load(state, "depot", NEAR)->title, "Depot of the data folder");
    text->library.bound_from = 2; /* then the path is the command line's */
    assert_string_equal(load(state, "depot", NEAR)->title, "Depot of the path");
    text->library.bound = "tests/data/catalogs";
    text->library.bound_from = 0;
    assert_string_equal(load(state, "depot", NULL)->title, "Depot of the path");
}

static void the_built_in_ones_come_last(void **state)
{
    struct plan_text *text = *state;
    const struct pp_catalog *cinegy = load(state, "cinegy", NEAR);
    assert_string_equal(cinegy->title, "Cinegy");
    assert_string_equal(pp_sources_name(&text->sources, cinegy->loc.source),
                        "built-in:catalog/cinegy.yaml");
}

static void a_catalogue_is_decoded_once(void **state)
{
    struct plan_text *text = *state;
    assert_ptr_equal(load(state, "cinegy", NEAR), load(state, "cinegy", NULL));
    assert_ptr_equal(load(state, "shop", NEAR), load(state, "shop", NEAR));
    assert_int_equal(text->library.count, 2);
}

static void every_built_in_catalogue_is_good(void **state)
{
    struct plan_text *text = *state;
    size_t found = 0;
    for (size_t i = 0; i < pp_asset_count; i++) {
        const char *name = pp_assets[i].name;
        if (strncmp(name, "catalog/", 8) != 0)
            continue;
        const char *id =
            pp_arena_strndup(&text->arena, name + 8, strlen(name) - 8 - strlen(".yaml"));
        const struct pp_catalog *catalog = load(state, id, NULL);
        assert_string_equal(plan_text_mistakes(text), "");
        assert_true(catalog->product_count > 0);
        found++;
    }
    assert_true(found > 0);
}

static void an_unknown_catalogue_is_named_with_those_there_are(void **state)
{
    struct plan_text *text = *state;
    assert_null(load(state, "shopp", NEAR));
    assert_int_equal(text->diags.count, 1);
    const char *message = text->diags.items[0].message;
    assert_non_null(strstr(message, "there is no catalogue 'shopp' beside the plan, in "
                                    "--catalog-path or built in; there are "));
    assert_non_null(strstr(message, "cinegy"));
    assert_non_null(strstr(message, "; did you mean 'shop'?"));
    assert_int_equal(text->diags.items[0].loc.line, 3);
}

static void an_id_cannot_leave_the_folders(void **state)
{
    assert_null(load(state, "../near/shop", NEAR));
    assert_null(load(state, "shop.yaml", NEAR));
    assert_null(load(state, "", NEAR));
    assert_string_equal(
        plan_text_mistakes(*state),
        "3:7: '../near/shop' is not the id of a catalogue; an id is made of letters, "
        "digits, '_' and '-'\n"
        "3:7: 'shop.yaml' is not the id of a catalogue; an id is made of letters, "
        "digits, '_' and '-'\n"
        "3:7: '' is not the id of a catalogue; an id is made of letters, "
        "digits, '_' and '-'\n");
}

static void the_mistakes_of_a_catalogue_are_reported_once(void **state)
{
    assert_null(load(state, "broken", NEAR));
    assert_null(load(state, "broken", NEAR));
    assert_string_equal(plan_text_mistakes(*state),
                        NEAR "/broken.yaml:3:45: '0': port 0 means \"choose one\" to the system; a "
                             "port is 1-65535\n" NEAR
                             "/broken.yaml:4:22: endpoint 'e' has no 'transport'; it must be tcp, "
                             "udp, sctp or dccp\n");
}

static void a_catalogue_must_have_the_name_of_its_file(void **state)
{
    assert_null(load(state, "misnamed", NEAR));
    assert_string_equal(plan_text_mistakes(*state),
                        NEAR "/misnamed.yaml:1:10: catalogue 'other' is in a file named "
                             "'misnamed.yaml'; name the file 'other.yaml' or the catalogue "
                             "'misnamed'\n");
}

static bool lists(const char *const *ids, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(ids[i], id) == 0)
            return true;
    }
    return false;
}

static void the_list_is_sorted_without_repeats_and_without_plans(void **state)
{
    struct plan_text *text = *state;
    size_t count = 0;
    look_everywhere(state);
    const char **ids = pp_library_list(&text->library, NEAR, &count);
    for (size_t i = 1; i < count; i++)
        assert_true(strcmp(ids[i - 1], ids[i]) < 0);
    assert_true(lists(ids, count, "shop"));
    assert_true(lists(ids, count, "depot"));
    assert_true(lists(ids, count, "cinegy"));
    assert_true(lists(ids, count, "misnamed"));
    assert_false(lists(ids, count, "a-plan"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, plan_text_setup, plan_text_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_catalogue_beside_the_plan_goes_first),
        CASE(then_the_folders_of_the_path_then_the_data_folder),
        CASE(what_settings_name_is_taken_only_from_their_folder),
        CASE(the_built_in_ones_come_last),
        CASE(a_catalogue_is_decoded_once),
        CASE(every_built_in_catalogue_is_good),
        CASE(an_unknown_catalogue_is_named_with_those_there_are),
        CASE(an_id_cannot_leave_the_folders),
        CASE(the_mistakes_of_a_catalogue_are_reported_once),
        CASE(a_catalogue_must_have_the_name_of_its_file),
        CASE(the_list_is_sorted_without_repeats_and_without_plans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
