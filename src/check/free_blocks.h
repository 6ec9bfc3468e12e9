/* free_blocks: blocks of ports that are free on every one of some hosts, the best first.
 * Stands on obstacles.h, model/free.h.
 *
 * A block has no port that an obstacle takes away, on any of the hosts and transports, nor one that
 * would be in the way when a host stands in for another one; when no block is left then, that is
 * not looked at. Better is,
 * in this order,
 *
 *   1. what no pool and no `auto` range of the hosts may come to take;
 *   2. what begins at a rounder port: the largest of 1000, 100, 10 and the block's width that
 *      divides it;
 *   3. what has more room to the nearest port that is used, stock or assigned;
 *   4. what begins lower.
 *
 * Blocks are taken best first; one that overlaps a better one is passed over. */
#ifndef PP_CHECK_FREE_BLOCKS_H
#define PP_CHECK_FREE_BLOCKS_H

#include "check/check.h"
#include "model/free.h"

/* Answers in the check's arena; the question's hosts must outlive the answer. */
void pp_free_blocks_find(const struct pp_check *check, const struct pp_free_question *question,
                         struct pp_free_answer *answer);

#endif
