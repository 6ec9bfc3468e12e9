/* straight: whether a check function is straight-line code that only reads its thing.
 * Stands on tokens.h. Reads text, knows nothing of Lua states.
 *
 * Such a function runs a bounded number of steps, so they need not be counted one by one, and
 * cannot keep or change what it was called with, so the same table can be filled anew for every
 * call. Both make a policy over many bindings several times faster (bench/policy.c). Whatever is
 * not recognised is not straight, and takes the ordinary way. */
#ifndef PP_SCRIPT_STRAIGHT_H
#define PP_SCRIPT_STRAIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The function that begins on `line` of text[0..length), the only one that does: in
 *
 *   function(thing, report) BODY end
 *
 * BODY has no loop, no goto and no function; `thing` stands in it only as thing.NAME that is not
 * assigned to, and as the first argument of `report`; and what is called is `report`, or a method
 * of the string library on thing.NAME that takes no function. *steps is an upper bound of what
 * one call runs. */
bool pp_straight_scan(const char *text, size_t length, uint32_t line, uint32_t *steps);

#endif
