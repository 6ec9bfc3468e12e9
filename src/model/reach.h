/* reach: which ports something could come to have, besides those that it has. Stands on plan.h. */
#ifndef PP_MODEL_REACH_H
#define PP_MODEL_REACH_H

#include "model/plan.h"

#define PP_ASSUMED_INSTANCES 100u /* of a product without max_instances */
#define PP_AUTO_FIRST 10000u      /* where `auto` without a range looks first */
#define PP_AUTO_LAST 32767u
#define PP_AUTO_MORE 8001u /* where it looks next, up to there, and then behind it */

/* The instances, from *first to *last, whose ports by the formula meet `ports`; of numbers below
 * the product's max_instances, or PP_ASSUMED_INSTANCES. False when there is none, or no formula
 * (a stride of 0). */
bool pp_expr_meets(const struct pp_port_expr *expr, const struct pp_product *product,
                   struct pp_range ports, uint32_t *first, uint32_t *last);

/* How a listener could come to have some of the ports. */
struct pp_reach {
    bool by_formula;
    uint32_t first, last;  /* by a formula: the least and the largest of such instances; they are
                              none that the placement has */
    struct pp_range range; /* else: of the pool, or that `auto` picks from */
};

/* Whether the listener could come to have some of `ports` that it has not: with more instances,
 * by its formula, or when its pool or `auto` picks again. What the host excludes is not picked. */
bool pp_listener_reaches(const struct pp_plan *plan, uint32_t listener, struct pp_range ports,
                         struct pp_reach *reach);

/* The range that a listener's ports are chosen from; `auto` without one has its first. */
struct pp_range pp_listener_choice(const struct pp_listener *listener);

#endif
