/* SPDX-License-Identifier: MIT */
/*
 * Floating point numbers as text, exactly, with integers only: this also compiles where there are no floating point
 * registers. A number is kept as a fraction of two big integers; both directions are then long division.
 */
#include "capnp/text.h"

/* What lies halfway between two numbers has at most 767 digits; of those behind them it only matters whether all are zero. */
#define MAX_DIGITS 768

/* Enough for 10^(330 + MAX_DIGITS), with a digit more, and what is brought to the same size. */
#define LIMBS 120

struct big {
    uint32_t limb[LIMBS];               /* least significant first */
    unsigned used;
};

struct format {
    unsigned mantissa_bits;             /* with the implied one */
    int min_exponent;                   /* of the smallest normal number */
    int max_exponent;
    unsigned digits[3];                 /* how many to print: the first of them that keep the number */
};

/* The tool prints with 6 or 8, and 15 or 17. Of a Float32, 8 do not keep every number; 9 do. */
static const struct format formats[2] = { { 24, -126, 127, { 6, 8, 9 } }, { 53, -1022, 1023, { 15, 17, 17 } } };

static const struct format *format_of(enum capn_element_size size)
{
    return &formats[size == CAPN_SIZE_EIGHT_BYTES];
}

static void big_set(struct big *big, uint64_t value)
{
    memset(big, 0, sizeof(*big));
    big->limb[0] = (uint32_t)value;
    big->limb[1] = (uint32_t)(value >> 32);
    big->used = value >> 32 ? 2 : value != 0;
}

static void big_multiply_add(struct big *big, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;

    for (unsigned i = 0; i < big->used; i++) {
        carry += (uint64_t)big->limb[i] * factor;
        big->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry && big->used < LIMBS)
        big->limb[big->used++] = (uint32_t)carry;
}

static void big_shift_left(struct big *big, unsigned bits)
{
    for (; bits >= 31; bits -= 31)
        big_multiply_add(big, 1u << 31, 0);
    big_multiply_add(big, 1u << bits, 0);
}

static void big_multiply_power_of_ten(struct big *big, unsigned power)
{
    for (; power >= 9; power -= 9)
        big_multiply_add(big, 1000000000, 0);
    for (; power; power--)
        big_multiply_add(big, 10, 0);
}

static int big_compare(const struct big *a, const struct big *b)
{
    if (a->used != b->used)
        return a->used < b->used ? -1 : 1;
    for (unsigned i = a->used; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

/* a -= b, where a >= b. */
static void big_subtract(struct big *a, const struct big *b)
{
    uint64_t borrow = 0;

    for (unsigned i = 0; i < a->used; i++) {
        uint64_t difference = (uint64_t)a->limb[i] - (i < b->used ? b->limb[i] : 0) - borrow;
        a->limb[i] = (uint32_t)difference;
        borrow = difference >> 63;
    }
    while (a->used && a->limb[a->used - 1] == 0)
        a->used--;
}

/* Brings n/m into [1, 2) and returns by how many powers of two. */
static int fraction_normalise(struct big *n, struct big *m)
{
    int exponent = 0, limbs = (int)n->used - (int)m->used;

    /* Roughly first, so that at most some 32 single steps remain. */
    if (limbs > 1) {
        big_shift_left(m, (unsigned)(limbs - 1) * 32);
        exponent += (limbs - 1) * 32;
    } else if (limbs < -1) {
        big_shift_left(n, (unsigned)(-limbs - 1) * 32);
        exponent -= (-limbs - 1) * 32;
    }
    while (big_compare(n, m) < 0) {
        big_shift_left(n, 1);
        exponent--;
    }
    for (;;) {
        struct big twice = *m;
        big_shift_left(&twice, 1);
        if (big_compare(n, &twice) < 0)
            return exponent;
        *m = twice;
        exponent++;
    }
}

/* The bits of n/m rounded to the format; n is not zero. */
static status_t fraction_to_bits(struct big *n, struct big *m, const struct format *format, uint64_t *bits)
{
    int exponent = fraction_normalise(n, m);
    int below = format->min_exponent - exponent;
    unsigned shift = 64 - format->mantissa_bits + (below > 0 ? (unsigned)below : 0);
    uint64_t quotient = 0, mantissa, rest, half;

    for (unsigned i = 0; i < 64; i++) {
        quotient <<= 1;
        if (big_compare(n, m) >= 0) {
            big_subtract(n, m);
            quotient |= 1;
        }
        big_shift_left(n, 1);
    }
    /* What the 64 bits do not show must still break a tie. */
    if (n->used)
        quotient |= 1;
    *bits = 0;
    if (shift > 64)
        return STATUS_OK;
    mantissa = shift == 64 ? 0 : quotient >> shift;
    rest = shift == 64 ? quotient : quotient & (((uint64_t)1 << shift) - 1);
    half = (uint64_t)1 << (shift - 1);
    mantissa += rest > half || (rest == half && (mantissa & 1));
    /* A mantissa that rounds up to the next power of two carries into the exponent by itself, below zero too. */
    if (below > 0)
        *bits = mantissa;
    else
        *bits = mantissa + ((uint64_t)(exponent - format->min_exponent) << (format->mantissa_bits - 1));
    if (*bits >> (format->mantissa_bits - 1) > (uint64_t)(format->max_exponent - format->min_exponent + 1))
        return STATUS_OUT_OF_RANGE;
    return STATUS_OK;
}

static uint64_t bits_infinity(const struct format *format)
{
    return (uint64_t)(format->max_exponent - format->min_exponent + 2) << (format->mantissa_bits - 1);
}

/* Digits, point and exponent, taken apart. */
struct decimal {
    struct big digits;
    unsigned count;                     /* significant ones that were kept */
    int exponent;                       /* value = digits * 10^exponent, and a little more if there is */
    bool more;                          /* a digit that was not kept is not zero */
    bool integer;                       /* neither point nor exponent was written */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void decimal_add_digit(struct decimal *decimal, char c, bool after_point)
{
    if (decimal->count < MAX_DIGITS) {
        big_multiply_add(&decimal->digits, 10, (uint32_t)(c - '0'));
        decimal->count += decimal->digits.used > 0;
        decimal->exponent -= after_point;
        return;
    }
    decimal->more |= c != '0';
    decimal->exponent += !after_point;
}

static status_t decimal_exponent(const char *text, size_t len, int *out)
{
    bool negative = len > 0 && text[0] == '-';
    size_t i = len > 0 && (text[0] == '-' || text[0] == '+');
    int value = 0;

    if (i == len)
        return STATUS_SYNTAX;
    for (; i < len; i++) {
        if (!is_digit(text[i]))
            return STATUS_SYNTAX;
        if (value < 100000)
            value = value * 10 + (text[i] - '0');
    }
    *out = negative ? -value : value;
    return STATUS_OK;
}

static status_t decimal_parse(const char *text, size_t len, struct decimal *out)
{
    bool point = false, digits = false;
    int exponent = 0;
    size_t i;

    big_set(&out->digits, 0);
    out->count = 0;
    out->exponent = 0;
    out->more = false;
    for (i = 0; i < len && (is_digit(text[i]) || (text[i] == '.' && !point)); i++) {
        if (text[i] == '.') {
            point = true;
        } else {
            if (out->exponent > 100000 || out->exponent < -100000)
                return STATUS_SYNTAX;
            decimal_add_digit(out, text[i], point);
            digits = true;
        }
    }
    if (!digits)
        return STATUS_SYNTAX;
    out->integer = i == len && !point;
    if (i < len) {
        if (text[i] != 'e' && text[i] != 'E')
            return STATUS_SYNTAX;
        status_t status = decimal_exponent(text + i + 1, len - i - 1, &exponent);
        if (status)
            return status;
    }
    out->exponent += exponent;
    /* Digits that were not kept only matter when they are not all zero; then one digit behind the others will do for them. */
    if (out->more) {
        big_multiply_add(&out->digits, 10, 1);
        out->count++;
        out->exponent--;
    }
    return STATUS_OK;
}

static bool text_is(const char *text, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(text, word, len) == 0;
}

/* The nearest number of the format; what is too small for it is 0. */
static status_t decimal_to_bits(struct decimal *decimal, const struct format *format, uint64_t *bits)
{
    struct big divisor;

    *bits = 0;
    if (decimal->digits.used == 0 || decimal->exponent + (int)decimal->count < -330)
        return STATUS_OK;
    if (decimal->exponent + (int)decimal->count > 310)
        return STATUS_OUT_OF_RANGE;
    big_set(&divisor, 1);
    if (decimal->exponent >= 0)
        big_multiply_power_of_ten(&decimal->digits, (unsigned)decimal->exponent);
    else
        big_multiply_power_of_ten(&divisor, (unsigned)-decimal->exponent);
    return fraction_to_bits(&decimal->digits, &divisor, format, bits);
}

/* The mantissa and exponent of finite, positive bits: value = mantissa * 2^exponent. */
static uint64_t bits_take_apart(uint64_t bits, const struct format *format, int *exponent)
{
    uint64_t implied = (uint64_t)1 << (format->mantissa_bits - 1);
    int biased = (int)(bits >> (format->mantissa_bits - 1));

    *exponent = (biased > 0 ? biased : 1) - 1 + format->min_exponent - ((int)format->mantissa_bits - 1);
    return (bits & (implied - 1)) | (biased > 0 ? implied : 0);
}

/* From a Float64 to the nearest Float32. */
static status_t bits_narrow(uint64_t bits, uint64_t *out)
{
    struct big n, m;
    int exponent;

    *out = 0;
    if (bits == 0)
        return STATUS_OK;
    big_set(&n, bits_take_apart(bits, &formats[1], &exponent));
    big_set(&m, 1);
    big_shift_left(exponent < 0 ? &m : &n, (unsigned)(exponent < 0 ? -exponent : exponent));
    return fraction_to_bits(&n, &m, &formats[0], out);
}

status_t capn_parse_float(struct capn_text text, enum capn_element_size size, uint64_t *bits)
{
    const struct format *format = format_of(size);
    bool negative = text.len > 0 && text.data[0] == '-';
    const char *number = text.data + negative;
    size_t len = text.len - negative;
    uint64_t sign = (uint64_t)negative << (size == CAPN_SIZE_EIGHT_BYTES ? 63 : 31), wide;
    struct decimal decimal;
    status_t status;

    *bits = sign;
    if (text_is(number, len, "inf") || text_is(number, len, "nan")) {
        *bits |= bits_infinity(format) | (number[0] == 'n' ? (uint64_t)1 << (format->mantissa_bits - 2) : 0);
        return STATUS_OK;
    }
    status = decimal_parse(number, len, &decimal);
    if (status)
        return status;
    if (size == CAPN_SIZE_EIGHT_BYTES || decimal.integer) {
        status = decimal_to_bits(&decimal, format, bits);
    } else {
        status = decimal_to_bits(&decimal, &formats[1], &wide);
        if (!status)
            status = bits_narrow(wide, bits);
    }
    *bits |= sign;
    return status;
}

/* The first `count` digits of n/m, rounded; returns the power of ten of the first digit. n is not zero. */
static int fraction_digits(struct big *n, struct big *m, char *digits, unsigned count)
{
    struct big ten_times = *m;
    int exponent = 0;

    big_multiply_add(&ten_times, 10, 0);
    for (; big_compare(n, &ten_times) >= 0; exponent++) {
        *m = ten_times;
        big_multiply_add(&ten_times, 10, 0);
    }
    for (; big_compare(n, m) < 0; exponent--)
        big_multiply_add(n, 10, 0);
    for (unsigned i = 0; i < count; i++) {
        digits[i] = '0';
        for (; big_compare(n, m) >= 0; digits[i]++)
            big_subtract(n, m);
        big_multiply_add(n, 10, 0);
    }
    /* n/m is now ten times the rest: against five, ties to even. */
    big_multiply_add(m, 5, 0);
    int rest = big_compare(n, m);
    if (rest < 0 || (rest == 0 && (digits[count - 1] - '0') % 2 == 0))
        return exponent;
    for (unsigned i = count; i-- > 0;) {
        if (digits[i] != '9') {
            digits[i]++;
            return exponent;
        }
        digits[i] = '0';
    }
    digits[0] = '1';
    return exponent + 1;
}

/* As printf's %g does it, but without a plus sign in the exponent. Returns the length; out has room for 32 bytes. */
static unsigned digits_lay_out(char *out, const char *digits, unsigned count, int exponent, unsigned precision)
{
    unsigned n = 0, whole;

    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (exponent < -4 || exponent >= (int)precision) {
        unsigned power = (unsigned)(exponent < 0 ? -exponent : exponent);
        out[n++] = digits[0];
        if (count > 1)
            out[n++] = '.';
        for (unsigned i = 1; i < count; i++)
            out[n++] = digits[i];
        out[n++] = 'e';
        if (exponent < 0)
            out[n++] = '-';
        if (power >= 100)
            out[n++] = (char)('0' + power / 100);
        out[n++] = (char)('0' + power / 10 % 10);
        out[n++] = (char)('0' + power % 10);
        return n;
    }
    if (exponent < 0) {
        out[n++] = '0';
        out[n++] = '.';
        for (int i = -1; i > exponent; i--)
            out[n++] = '0';
    }
    whole = exponent < 0 ? 0 : (unsigned)exponent + 1;
    for (unsigned i = 0; i < count || i < whole; i++) {
        if (i == whole && i > 0)
            out[n++] = '.';
        out[n++] = i < count ? digits[i] : '0';
    }
    return n;
}

/* The number's fraction, printed with that many digits. */
static unsigned bits_lay_out(char *out, uint64_t mantissa, int exponent, unsigned precision)
{
    struct big n, m;
    char digits[17];
    int power;

    big_set(&n, mantissa);
    big_set(&m, 1);
    big_shift_left(exponent < 0 ? &m : &n, (unsigned)(exponent < 0 ? -exponent : exponent));
    power = fraction_digits(&n, &m, digits, precision);
    return digits_lay_out(out, digits, precision, power, precision);
}

status_t capn_write_float(const struct capn_writer *writer, uint64_t bits, enum capn_element_size size)
{
    const struct format *format = format_of(size);
    uint64_t sign = (uint64_t)1 << (size == CAPN_SIZE_EIGHT_BYTES ? 63 : 31);
    uint64_t magnitude = bits & (sign - 1), infinity = bits_infinity(format), again, mantissa;
    char text[32];
    unsigned len = 0;
    status_t status;
    int exponent;

    if (magnitude > infinity)
        return capn_write_string(writer, "nan");
    if (bits & sign) {
        status = capn_write_string(writer, "-");
        if (status)
            return status;
    }
    if (magnitude == infinity)
        return capn_write_string(writer, "inf");
    /* The tool writes -0, and reads that as the integer 0. */
    if (magnitude == 0)
        return capn_write_string(writer, bits & sign ? "0.0" : "0");
    mantissa = bits_take_apart(magnitude, format, &exponent);
    for (unsigned i = 0; i < 3; i++) {
        len = bits_lay_out(text, mantissa, exponent, format->digits[i]);
        status = capn_parse_float((struct capn_text){ text, len }, size, &again);
        if (!status && again == magnitude)
            break;
    }
    return writer->write(writer->context, text, len);
}
