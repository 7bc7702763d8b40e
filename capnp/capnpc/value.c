/* SPDX-License-Identifier: MIT */
/* Values that the generated code carries: texts as literals, whatever a pointer leads to as words. */
#include "emit.h"

#include <inttypes.h>

#include "refuse.h"

#define LITERAL_COLUMNS 100u
#define WORDS_PER_LINE 4u

/* One byte of a literal. Octal, always with three digits: what follows cannot be taken for a part of it. */
static size_t byte_escape(uint8_t byte, uint8_t before, char out[5])
{
    static const char named[] = "\nn\tt\"\"\\\\";

    for (size_t i = 0; named[i]; i += 2)
        if ((uint8_t)named[i] == byte) {
            out[0] = '\\';
            out[1] = named[i + 1];
            return 2;
        }
    /* Two question marks could begin a trigraph. */
    if (byte >= 0x20 && byte < 0x7f && (byte != '?' || before != '?')) {
        out[0] = (char)byte;
        return 1;
    }
    return (size_t)sprintf(out, "\\%03o", byte);
}

char *literal_of(const uint8_t *bytes, size_t count)
{
    char *text = NULL, piece[5];
    size_t len, line = 0;
    FILE *out = open_memstream(&text, &len);

    if (!out)
        die("out of memory");
    fputc('"', out);
    for (size_t i = 0; i < count; i++) {
        size_t n = byte_escape(bytes[i], i ? bytes[i - 1] : 0, piece);
        if (line + n > LITERAL_COLUMNS) {
            fputs("\" \\\n    \"", out);
            line = 0;
        }
        fwrite(piece, 1, n, out);
        line += n;
    }
    fputc('"', out);
    if (fclose(out))
        die("out of memory");
    return text;
}

void emit_constant_declaration(FILE *out, const char *owner, const char *name)
{
    claim(owner, name);
    claim(owner, text_format("%s_words", name));
    emit(out, "extern const struct capn_message %s;", name);
}

void emit_constant_words(FILE *out, const char *name, const struct value *value)
{
    /* A null pointer, for a value that leads to nothing. */
    static const uint64_t null_word;
    const uint64_t *words = value->words ? value->words : &null_word;
    size_t count = value->words ? value->word_count : 1;

    emit(out, "static const uint64_t %s_words[] = {", name);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s0x%016" PRIx64 ",%s", i % WORDS_PER_LINE ? " " : "    ", words[i],
                i + 1 == count || (i + 1) % WORDS_PER_LINE == 0 ? "\n" : "");
    emit(out, "};");
    emit(out, "const struct capn_message %s = CAPN_CONSTANT(%s_words);", name, name);
    emit(out, "%s", "");
}
