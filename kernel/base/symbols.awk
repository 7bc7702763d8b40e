# SPDX-License-Identifier: MIT
# Reads `nm -n` of the kernel's first link, writes assembly of its function symbols in address order (base/symbols.c).
BEGIN { count = 0; offset = 0 }
($2 == "t" || $2 == "T" || $2 == "W") && $3 !~ /^(\.L|kernel_text_start|kernel_text_end|kernel_image_start|boot_stack)/ {
    address[count] = substr($1, length($1) - 7)
    name[count++] = $3
}
END {
    print ".section .kernel_symbols, \"a\""
    print ".balign 8"
    print ".globl kernel_symbol_count, kernel_symbol_addresses, kernel_symbol_names, kernel_symbol_strings"
    print "kernel_symbol_count: .long " count
    print "kernel_symbol_addresses:"
    for (i = 0; i < count; i++)
        print ".long 0x" address[i]
    print "kernel_symbol_names:"
    for (i = 0; i < count; i++) {
        print ".long " offset
        offset += length(name[i]) + 1
    }
    print "kernel_symbol_strings:"
    for (i = 0; i < count; i++)
        print ".asciz \"" name[i] "\""
    print ".section .note.GNU-stack, \"\", @progbits"
}
