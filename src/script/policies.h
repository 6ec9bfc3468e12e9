/* policies: the policies of a run, loaded from files and declared in plans.
 * Stands on plan_script.h, check/rule.h. Knows Lua, shows nothing of it.
 *
 * Every policy file has a Lua state of its own, which lives until pp_policies_free(): the rules
 * call into it. A policy that a plan declares lives in the plan's state. */
#ifndef PP_SCRIPT_POLICIES_H
#define PP_SCRIPT_POLICIES_H

#include "check/rule.h"
#include "script/plan_script.h"

#define PP_SHIPPED_POLICIES "portplan/" /* a policy's name that begins so is one built in */

/* `script` says where mistakes go, and the limits; it must outlive the result. */
struct pp_policies *pp_policies_new(struct pp_script *script);
void pp_policies_free(struct pp_policies *policies); /* may be NULL */

/* Loads a policy file, every policy of a folder (*.lua but *_test.lua, by name), or the shipped
 * policy "portplan/ID", as a user names it. A file that is there already is passed over. False
 * when something is wrong: the mistakes are in diags, at `loc` when there is no such file. */
bool pp_policies_load(struct pp_policies *policies, const char *path, struct pp_loc loc);

/* The same for a name in a file of `folder` (a plan's, a settings file's): the path starts
 * there and stays within that tree. */
bool pp_policies_load_named(struct pp_policies *policies, const char *name, const char *folder,
                            struct pp_loc loc);

/* Every policy so far, as rules; they live in the arena of the script. */
const struct pp_rule *const *pp_policies_rules(const struct pp_policies *policies, size_t *count);

/* The ids of the built-in rules and of every policy; in the arena. */
const char *const *pp_policies_rule_ids(const struct pp_policies *policies, size_t *count);

/* The policy of that id, or NULL. */
const struct pp_rule *pp_policies_find(const struct pp_policies *policies, const char *id);

/* The ids of the shipped policies, sorted; in the arena. */
const char **pp_policies_shipped(const struct pp_policies *policies, size_t *count);

/* Whether a text is that of a policy file, as far as can be told without running it. */
bool pp_policies_is_policy(const char *text, size_t length);

struct pp_state;

/* Takes over the state of a script that declared policies; false, with the mistakes added, when
 * the id of one is taken. */
bool pp_policies_adopt(struct pp_policies *policies, struct pp_state *state);

#endif
