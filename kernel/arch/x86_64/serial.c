/* SPDX-License-Identifier: MIT */
/*
 * The log's serial port: a 16550 written to without interrupts. COM2, so that COM1 stays the user's terminal; COM1 when no
 * COM2 answers. No other code may touch the port that was chosen.
 */
#include "arch/cpu.h"
#include "arch/debug.h"
#include "arch/io.h"
#include "arch/x86_64/arch_priv.h"

#define COM1 0x3f8u
#define COM2 0x2f8u
#define REGISTER_DATA 0u
#define REGISTER_INTERRUPTS 1u
#define REGISTER_FIFO 2u
#define REGISTER_LINE 3u
#define REGISTER_MODEM 4u
#define REGISTER_STATUS 5u
#define REGISTER_SCRATCH 7u
#define LINE_8N1 0x03u
#define LINE_DIVISOR 0x80u
#define FIFO_ENABLE_CLEAR 0x07u
#define MODEM_READY 0x03u           /* DTR, RTS; no interrupt */
#define STATUS_EMPTY 0x20u
#define FIFO_BYTES 16u
#define DIVISOR_115200 1u
#define WAIT_POLLS 100000u          /* about 100 ms of port reads: a byte takes 87 us */

static uint16_t log_port;

static bool port_answers(uint16_t base)
{
    io_write8(base + REGISTER_SCRATCH, 0x5a);
    if (io_read8(base + REGISTER_SCRATCH) != 0x5a)
        return false;
    io_write8(base + REGISTER_SCRATCH, 0xa5);
    return io_read8(base + REGISTER_SCRATCH) == 0xa5;
}

void serial_init(void)
{
    uint16_t base = port_answers(COM2) ? COM2 : COM1;

    if (base == COM1 && !port_answers(COM1))
        return;
    io_write8(base + REGISTER_INTERRUPTS, 0);
    io_write8(base + REGISTER_LINE, LINE_DIVISOR);
    io_write8(base + REGISTER_DATA, DIVISOR_115200);
    io_write8(base + REGISTER_INTERRUPTS, 0);
    io_write8(base + REGISTER_LINE, LINE_8N1);
    io_write8(base + REGISTER_FIFO, FIFO_ENABLE_CLEAR);
    io_write8(base + REGISTER_MODEM, MODEM_READY);
    log_port = base;
}

static bool wait_empty(void)
{
    for (uint32_t i = 0; i < WAIT_POLLS; i++) {
        if (io_read8(log_port + REGISTER_STATUS) & STATUS_EMPTY)
            return true;
        cpu_pause();
    }
    return false;
}

void serial_write(const char *bytes, size_t count)
{
    if (!log_port)
        return;
    while (count > 0 && wait_empty()) {
        size_t batch = count < FIFO_BYTES ? count : FIFO_BYTES;
        for (size_t i = 0; i < batch; i++)
            io_write8(log_port + REGISTER_DATA, (uint8_t)bytes[i]);
        bytes += batch;
        count -= batch;
    }
}
