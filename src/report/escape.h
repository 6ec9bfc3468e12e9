/* escape: text inside the syntax of other formats. Stands on words.h, base/utf8.h.
 *
 * All of them add to a buffer. What is no UTF-8 becomes U+FFFD everywhere. */
#ifndef PP_REPORT_ESCAPE_H
#define PP_REPORT_ESCAPE_H

#include "base/strbuf.h"

/* Text between XML tags. Control characters that XML 1.0 cannot hold become \xNN. */
void pp_add_xml(struct pp_strbuf *buf, const char *text);

/* ` name="value"`: line ends and tabs of the value outlive the reader's normalisation. */
void pp_add_xml_attribute(struct pp_strbuf *buf, const char *name, const char *value);

/* The message of a GitHub workflow command: %, carriage return and newline are escaped, so that
 * it stays one line; other control characters and marks become \xNN. */
void pp_add_command_text(struct pp_strbuf *buf, const char *text);

/* A property of a GitHub workflow command: colon and comma are escaped as well. */
void pp_add_command_property(struct pp_strbuf *buf, const char *text);

/* What a TAP test point says, on one line: # would begin a directive. */
void pp_add_tap(struct pp_strbuf *buf, const char *text);

/* A double-quoted YAML scalar on one line. */
void pp_add_yaml_quoted(struct pp_strbuf *buf, const char *text);

/* Text in a cell of a Markdown table: no markup, no end of the cell or the line. */
void pp_add_markdown(struct pp_strbuf *buf, const char *text);

/* A file's path as a URI reference: relative without a first "./", absolute behind "file://". */
void pp_add_uri(struct pp_strbuf *buf, const char *path);

#endif
