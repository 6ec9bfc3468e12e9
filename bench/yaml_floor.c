/* bench_yaml_floor [-r RUNS] FILE.yaml: how long libyaml takes to read a file and give its events, of
 * which nothing is kept; times are of CPU. The file is in memory beforehand. */
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <yaml.h>

#define RUNS_MAX 100

static _Noreturn void die(const char *why)
{
    fprintf(stderr, "bench_yaml_floor: %s\n", why);
    exit(2);
}

static unsigned char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        die("the file cannot be read");
    *size = (size_t)ftell(file);
    unsigned char *text = malloc(*size + 1);
    rewind(file);
    if (!text || fread(text, 1, *size, file) != *size)
        die("the file cannot be read");
    fclose(file);
    return text;
}

/* Returns how many events there are. */
static size_t parse(const unsigned char *text, size_t size)
{
    yaml_parser_t parser;
    yaml_event_t event;
    size_t count = 0;
    yaml_event_type_t type;
    if (!yaml_parser_initialize(&parser))
        die("out of memory");
    yaml_parser_set_input_string(&parser, text, size);
    do {
        if (!yaml_parser_parse(&parser, &event))
            die("the file is no YAML");
        type = event.type;
        yaml_event_delete(&event);
        count++;
    } while (type != YAML_STREAM_END_EVENT);
    yaml_parser_delete(&parser);
    return count;
}

int main(int argc, char **argv)
{
    double times[RUNS_MAX];
    long runs = 1;
    int option;
    size_t size, events = 0;
    while ((option = getopt(argc, argv, "r:")) != -1)
        runs = option == 'r' ? strtol(optarg, NULL, 10) : 0;
    if (argc - optind != 1 || runs < 1 || runs > RUNS_MAX)
        die("usage: bench_yaml_floor [-r RUNS] FILE.yaml");
    unsigned char *text = read_file(argv[optind], &size);
    for (long i = 0; i < runs; i++) {
        double start = timing_cpu();
        events = parse(text, size);
        times[i] = timing_cpu() - start;
    }
    free(text);
    fprintf(stderr, "events=%zu", events);
    timing_print("core", times, (size_t)runs);
    fputc('\n', stderr);
    return 0;
}
