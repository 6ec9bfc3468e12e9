/* services: registries of service names from text. Stands on model/registry, base/diag.
 *
 * Three formats, told apart by content: services(5) (with aliases, comments, ranges and
 * joined transports, `6000-6063/tcp/udp`), IANA's own CSV, nmap-services. Entries
 * without a name (Reserved, Unassigned) are no assignments and are skipped. */
#ifndef PP_READ_SERVICES_H
#define PP_READ_SERVICES_H

#include "base/diag.h"
#include "model/registry.h"

enum pp_services_format { PP_SERVICES_ETC, PP_SERVICES_IANA_CSV, PP_SERVICES_NMAP };

/* What the text looks like: never fails, ETC by default. */
enum pp_services_format pp_services_detect(const char *text, size_t length);

/* Adds every assignment to `registry` (not yet frozen). Lines that cannot be understood
 * are mistakes with their line; false when there were any. A `# date: YYYY-MM` comment
 * sets registry->date. */
bool pp_services_read(const char *text, size_t length, uint16_t source,
                      struct pp_registry *registry, struct pp_diags *diags);

#endif
