/* replay: runs a fuzz target once over files, and the files of folders, named as arguments. */
#include "fuzz.h"

#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static size_t inputs;

static void replay_file(const char *path)
{
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    const char *error = pp_file_read(path, &text);
    if (error) {
        fprintf(stderr, "%s: %s\n", path, error);
        exit(2);
    }
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput((const uint8_t *)text.text, text.length);
    pp_strbuf_release(&text);
    inputs++;
}

static void replay(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) {
        replay_file(path);
        return;
    }
    struct pp_strbuf name;
    pp_strbuf_init(&name);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        pp_path_join(path, entry->d_name, &name);
        replay(name.text);
    }
    pp_strbuf_release(&name);
    closedir(folder);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%zu inputs\n", inputs);
    return inputs > 0 ? 0 : 2;
}
