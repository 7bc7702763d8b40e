/* SPDX-License-Identifier: MIT */
/* The signs around a script. */
#include "script.h"

#include "abi/script.h"

#define ENTER '\r'
#define END_OF_INPUT 4  /* ^D */

bool script_take(struct script *script, uint8_t byte)
{
    static const char begin[] = SCRIPT_BEGIN;
    const uint8_t whole = sizeof(begin) - 1;

    if (script->on) {
        script->ended |= byte == SCRIPT_END;
        return byte == SCRIPT_END;
    }
    if (script->begun > whole)
        return false;
    if (byte != (uint8_t)begin[script->begun]) {
        script->begun = whole + 1;
        return false;
    }
    script->on = ++script->begun == whole;
    return true;
}

uint8_t script_end_key(struct script *script, bool of_line, uint32_t line_bytes)
{
    if (of_line)
        return line_bytes > 0 ? ENTER : END_OF_INPUT;
    script->told = !script->told;
    return script->told ? END_OF_INPUT : ENTER;
}
