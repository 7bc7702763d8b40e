/* SPDX-License-Identifier: MIT */
/*
 * The registers of a 16550A (National Semiconductor PC16550D data sheet, section 8). Every access is a call of IoPorts;
 * any of them may fail, and then the device is out of reach for good.
 */
#pragma once

#include "kernel.capnp.h"

#define UART_FIFO_BYTES 16u

struct device {
    struct rt *rt;
    io_ports_t ports;
    bool transmit_interrupt;    /* enabled */
    uint64_t overruns;          /* bytes that the device lost because nobody took them */
};

/* 115,200 baud, 8 data bits, no parity, 1 stop bit; FIFOs on and empty; receive interrupts on. */
MUST_CHECK status_t device_init(struct device *device, struct rt *rt, io_ports_t ports);
/* Received byte, if there is one. */
MUST_CHECK status_t device_receive(struct device *device, bool *there, uint8_t *byte);
/* Whether UART_FIFO_BYTES may be sent at once. */
MUST_CHECK status_t device_can_send(struct device *device, bool *can);
MUST_CHECK status_t device_send(struct device *device, const uint8_t *bytes, uint32_t len);
/* Whether an interrupt tells when the next can be sent. */
MUST_CHECK status_t device_want_transmit(struct device *device, bool want);
/* Whether the device holds its interrupt line up. Reading it quits a transmit interrupt. */
MUST_CHECK status_t device_is_pending(struct device *device, bool *pending);
