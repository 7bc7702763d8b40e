/* SPDX-License-Identifier: MIT */
/* Register access. */
#include "device.h"

enum uart_register {
    REGISTER_DATA = 0,          /* receive buffer, transmit holding; divisor low while DLAB is set */
    REGISTER_INTERRUPTS = 1,    /* interrupt enable; divisor high while DLAB is set */
    REGISTER_FIFO = 2,          /* write: FIFO control; read: interrupt identification */
    REGISTER_LINE = 3,
    REGISTER_MODEM = 4,
    REGISTER_LINE_STATUS = 5,
};

#define INTERRUPT_RECEIVE 0x01u
#define INTERRUPT_TRANSMIT 0x02u
#define INTERRUPT_LINE_STATUS 0x04u
#define FIFO_ON_TRIGGER_8 0x81u
#define IDENTIFICATION_NONE 0x01u
#define LINE_8N1 0x03u
#define LINE_DIVISOR 0x80u
#define MODEM_DTR_OUT2 0x09u        /* on a PC, OUT2 connects the interrupt line */
#define MODEM_RTS 0x02u
#define STATUS_DATA_READY 0x01u
#define STATUS_OVERRUN 0x02u
#define STATUS_TRANSMIT_EMPTY 0x20u
#define DIVISOR_115200 1u

static status_t register_read(struct device *device, enum uart_register reg, uint8_t *value)
{
    uint32_t wide = 0;
    status_t status = io_ports_read(device->rt, device->ports, (uint16_t)reg, 1, &wide);

    *value = (uint8_t)wide;
    return status;
}

static status_t register_write(struct device *device, enum uart_register reg, uint8_t value)
{
    return io_ports_write(device->rt, device->ports, (uint16_t)reg, 1, value);
}

/* Reading the status clears its error bits, so whoever reads it counts them. */
static status_t line_status_read(struct device *device, uint8_t *value)
{
    status_t status = register_read(device, REGISTER_LINE_STATUS, value);

    if (status == STATUS_OK && (*value & STATUS_OVERRUN))
        device->overruns++;
    return status;
}

status_t device_init(struct device *device, struct rt *rt, io_ports_t ports)
{
    static const struct {
        uint8_t reg, value;
    } steps[] = {
        { REGISTER_INTERRUPTS, 0 },
        { REGISTER_MODEM, MODEM_DTR_OUT2 },
        { REGISTER_LINE, LINE_DIVISOR },
        { REGISTER_DATA, DIVISOR_115200 },
        { REGISTER_INTERRUPTS, 0 },
        { REGISTER_LINE, LINE_8N1 },
    };

    device->rt = rt;
    device->ports = ports;
    device->receive = device->transmit = false;
    device->overruns = 0;
    for (uint32_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        status_t status = register_write(device, steps[i].reg, steps[i].value);

        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

/* Without receive interrupts there are none of the line's status either: they are quit by taking what came. */
static status_t interrupts_write(struct device *device)
{
    uint8_t value = device->receive ? INTERRUPT_RECEIVE | INTERRUPT_LINE_STATUS : 0;

    return register_write(device, REGISTER_INTERRUPTS, device->transmit ? value | INTERRUPT_TRANSMIT : value);
}

status_t device_want_receive(struct device *device, bool want)
{
    if (want == device->receive)
        return STATUS_OK;
    device->receive = want;
    status_t status = register_write(device, REGISTER_MODEM, want ? MODEM_DTR_OUT2 | MODEM_RTS : MODEM_DTR_OUT2);

    return status == STATUS_OK ? interrupts_write(device) : status;
}

status_t device_start(struct device *device)
{
    /* FIFOs that are on already, after a restart, are not asked to forget what is in them. */
    status_t status = register_write(device, REGISTER_FIFO, FIFO_ON_TRIGGER_8);

    return status == STATUS_OK ? device_want_receive(device, true) : status;
}

status_t device_receive(struct device *device, bool *there, uint8_t *byte)
{
    uint8_t value;
    status_t status = line_status_read(device, &value);

    *there = false;
    if (status != STATUS_OK || !(value & STATUS_DATA_READY))
        return status;
    *there = true;
    return register_read(device, REGISTER_DATA, byte);
}

status_t device_can_send(struct device *device, bool *can)
{
    uint8_t value;
    status_t status = line_status_read(device, &value);

    *can = status == STATUS_OK && (value & STATUS_TRANSMIT_EMPTY);
    return status;
}

status_t device_send(struct device *device, const uint8_t *bytes, uint32_t len)
{
    return io_ports_write_bytes(device->rt, device->ports, REGISTER_DATA,
                                (struct capn_data){ .data = bytes, .len = len });
}

status_t device_want_transmit(struct device *device, bool want)
{
    if (want == device->transmit)
        return STATUS_OK;
    device->transmit = want;
    return interrupts_write(device);
}

status_t device_is_pending(struct device *device, bool *pending)
{
    uint8_t value;
    status_t status = register_read(device, REGISTER_FIFO, &value);

    *pending = status == STATUS_OK && !(value & IDENTIFICATION_NONE);
    return status;
}
