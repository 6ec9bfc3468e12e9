/* suggest_locked: the help where a locked port and the plan contradict each other. */
#include "check/lock_match.h"
#include "check/parts.h"

static const struct pp_lock_use *conflict_of(const struct pp_check *check,
                                             const struct pp_party *party)
{
    const struct pp_plan *plan = check->plan;
    for (size_t i = 0; i < party->use_count && party->listener != PP_NONE; i++) {
        const struct pp_listener *listener = &plan->listeners[party->listener];
        uint32_t index =
            pp_lock_instance(&plan->placements[listener->placement], party->uses[i].instance);
        const struct pp_lock_use *use =
            pp_locks_conflict(check->locks, plan, party->listener, index);
        if (use)
            return use;
    }
    return NULL;
}

const struct pp_lock_use *pp_finding_conflict(const struct pp_check *check,
                                              const struct pp_finding *finding)
{
    const struct pp_lock_use *use = NULL;
    for (size_t i = 0; i < finding->party_count && check->locks && !use; i++)
        use = conflict_of(check, &finding->parties[i]);
    return use;
}

void pp_finding_suggest_lock(struct pp_check *check, struct pp_finding *finding,
                             const struct pp_lock_use *use)
{
    const struct pp_plan *plan = check->plan;
    uint32_t other = use->state == PP_LOCK_TAKEN ? plan->bindings.listener[use->other] : PP_NONE;
    if (other != PP_NONE && !pp_listener_is_chosen(&plan->listeners[other])) {
        pp_finding_suggest_port(check, finding, other, PP_NONE);
        if (finding->suggestion_count > 0) {
            finding->help = pp_arena_printf(
                check->arena, "run `portplan lock` to choose another port for %s of %s, or: %s",
                plan->listeners[use->listener].endpoint->id,
                pp_placement_words(check, plan->listeners[use->listener].placement), finding->help);
            return;
        }
    }
    finding->help = use->state == PP_LOCK_FIXED
                        ? "run `portplan lock` if the plan is right"
                        : "run `portplan lock` to choose another port, or mend the plan";
}
