/* services_reader: what the readers of the three formats of services files share.
 * Stands on services.h. */
#ifndef PP_READ_SERVICES_READER_H
#define PP_READ_SERVICES_READER_H

#include "base/strbuf.h"
#include "read/services.h"

struct pp_services_reader {
    const char *text; /* the whole file, without its byte order mark */
    size_t length;
    uint16_t source;
    struct pp_registry *registry;
    struct pp_diags *diags;
    const char *at; /* in text: what is being read, the place of a mistake */
    size_t mistakes;
    bool stopped;                 /* too many mistakes, or text that ends all reading */
    struct pp_strbuf name, ports; /* the last ones, NUL-terminated */
};

/* A piece of the text. */
struct pp_slice {
    const char *text;
    size_t length;
};

/* Adds a mistake at reader->at; after very many of them the file is not read on. */
void pp_services_refuse(struct pp_services_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

enum pp_services_ports { PP_PORTS_GIVEN, PP_PORTS_ZERO, PP_PORTS_MISTAKEN };

/* Reads "80" or "6000-6063", the port of `name`. Port 0 alone is no assignment. */
enum pp_services_ports pp_services_ports(struct pp_services_reader *reader, struct pp_slice text,
                                         struct pp_slice name, struct pp_range *range);

/* Whether `name` is a service's name. A word for "nobody's" is none; one with broken or
 * invisible characters is a mistake. */
bool pp_services_is_named(struct pp_services_reader *reader, struct pp_slice name);

void pp_services_add(struct pp_services_reader *reader, struct pp_slice name, struct pp_range ports,
                     enum pp_transport transport, bool alias);

/* The formats: they add to the registry and report mistakes. */
void pp_services_read_lines(struct pp_services_reader *reader, bool nmap);
void pp_services_read_csv(struct pp_services_reader *reader);

#endif
