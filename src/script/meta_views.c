/* meta_views: from rows with functions of Lua to rows of classes. */
#include "script/meta_views.h"

#include "script/lib_plans.h"
#include "script/policy.h"
#include "script/view.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- where the rows are ------------------------------------------------------ */

/* Gives row `index` of a table; false behind its last one. */
typedef bool row_of(size_t index, struct pp_meta_field *field);

static bool view_row(enum pp_view_kind kind, size_t index, struct pp_meta_field *field)
{
    const struct pp_view_field *row = &pp_view_fields(kind)[index];
    *field = (struct pp_meta_field){row->name, row->type, row->help};
    return row->name != NULL;
}

static bool site_row(size_t index, struct pp_meta_field *field)
{
    return view_row(PP_VIEW_SITE, index, field);
}

static bool host_row(size_t index, struct pp_meta_field *field)
{
    return view_row(PP_VIEW_HOST, index, field);
}

static bool placement_row(size_t index, struct pp_meta_field *field)
{
    return view_row(PP_VIEW_PLACEMENT, index, field);
}

static bool binding_row(size_t index, struct pp_meta_field *field)
{
    return view_row(PP_VIEW_BINDING, index, field);
}

static const struct {
    const char *name, *help;
    row_of *row;
} classes[] = {
    {"portplan.view.site", "All of a plan, or of several as one estate.", site_row},
    {"portplan.view.host", "A host of the plan.", host_row},
    {"portplan.view.placement", "A product on a host.", placement_row},
    {"portplan.view.binding", "A port, or a range of them, that an instance listens on.",
     binding_row},
    {"portplan.report_options", "What report() may say beside its message.", pp_policy_option},
    {"portplan.check_settings", "What check() judges a plan by, beside the plan's own rules.",
     pp_check_setting},
};

/* --- classes ----------------------------------------------------------------- */

static void fill(struct pp_meta_class *class, row_of *row, struct pp_arena *arena)
{
    struct pp_meta_field field;
    while (row(class->count, &field))
        class->count++;
    struct pp_meta_field *fields = pp_arena_array(arena, class->count, sizeof *fields);
    for (size_t i = 0; i < class->count; i++)
        row(i, &fields[i]);
    class->fields = fields;
}

const struct pp_meta_class *pp_meta_views(struct pp_arena *arena, size_t *count)
{
    struct pp_meta_class *all = pp_arena_array(arena, COUNT(classes), sizeof *all);
    *count = COUNT(classes);
    for (size_t i = 0; i < COUNT(classes); i++) {
        all[i] = (struct pp_meta_class){.name = classes[i].name, .help = classes[i].help};
        fill(&all[i], classes[i].row, arena);
    }
    return all;
}
