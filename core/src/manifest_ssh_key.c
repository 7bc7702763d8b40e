/* SPDX-License-Identifier: MIT */
/*
 * Form of an OpenSSH public key line: type, a space, base64, and perhaps a space and a comment. The base64 must decode,
 * and begin with the type again (RFC 4253, section 6.6: the key blob starts with a string that names its format). That
 * finds private keys, fingerprints and cut lines, which are the mistakes that people make.
 */
#include "manifest_priv.h"

#include "freestanding_priv.h"

/* The longest type name is 34 bytes; its length field and it are all of the blob that is decoded. */
#define HEAD_BYTES 48u
/* Shorter than any real key of these types. */
#define MIN_BLOB_CHARS 64u

static const char *const key_types[] = {
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
};

static bool is_key_type(struct capn_text type)
{
    for (uint32_t i = 0; i < sizeof(key_types) / sizeof(key_types[0]); i++) {
        if (capn_text_equal(type, (struct capn_text){ key_types[i], (uint32_t)strlen(key_types[i]) }))
            return true;
    }
    return false;
}

/* Value of a base64 character, -1 for others. */
static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

/* Whole groups of four, with padding only at the end. */
static bool is_base64(struct capn_text text)
{
    uint32_t len = text.len;

    if (len == 0 || len % 4 != 0)
        return false;
    for (uint32_t padding = 0; padding < 2 && text.data[len - 1] == '='; padding++)
        len--;
    for (uint32_t i = 0; i < len; i++) {
        if (base64_value(text.data[i]) < 0)
            return false;
    }
    return true;
}

/* Decodes the first HEAD_BYTES bytes; the text has enough characters for them. */
static void decode_head(struct capn_text text, uint8_t head[HEAD_BYTES])
{
    for (uint32_t i = 0; i < HEAD_BYTES / 3; i++) {
        uint32_t group = 0;
        for (uint32_t j = 0; j < 4; j++) {
            int value = base64_value(text.data[i * 4 + j]);
            group = group << 6 | (value < 0 ? 0u : (uint32_t)value);
        }
        head[i * 3] = (uint8_t)(group >> 16);
        head[i * 3 + 1] = (uint8_t)(group >> 8);
        head[i * 3 + 2] = (uint8_t)group;
    }
}

static bool blob_names_type(struct capn_text blob, struct capn_text type)
{
    uint8_t head[HEAD_BYTES];
    uint32_t len;

    decode_head(blob, head);
    len = (uint32_t)head[0] << 24 | (uint32_t)head[1] << 16 | (uint32_t)head[2] << 8 | head[3];
    return len == type.len && memcmp(head + 4, type.data, type.len) == 0;
}

/* Cuts the text up to the first space off the front of rest. */
static struct capn_text next_word(struct capn_text *rest)
{
    struct capn_text word = { rest->data, 0 };

    while (word.len < rest->len && word.data[word.len] != ' ')
        word.len++;
    rest->data += word.len;
    rest->len -= word.len;
    if (rest->len > 0) {
        rest->data++;
        rest->len--;
    }
    return word;
}

status_t manifest_check_ssh_key(struct manifest_check *check, struct capn_text line)
{
    struct capn_text rest = line;
    struct capn_text type;
    struct capn_text blob;
    status_t status = manifest_check_prose(check, line, MANIFEST_MAX_KEY_BYTES);

    if (status != STATUS_OK)
        return status;
    type = next_word(&rest);
    blob = next_word(&rest);
    if (!is_key_type(type))
        return manifest_reject(check, "%s is not a type of OpenSSH public key", manifest_show(type).text);
    if (blob.len < MIN_BLOB_CHARS || !is_base64(blob))
        return manifest_reject(check, "the key after %s is not base64 or is cut", manifest_show(type).text);
    if (!blob_names_type(blob, type))
        return manifest_reject(check, "the key after %s is of another type", manifest_show(type).text);
    for (uint32_t i = 0; i < rest.len; i++) {
        if (rest.data[i] == '\n')
            return manifest_reject(check, "more than one line");
    }
    return STATUS_OK;
}
