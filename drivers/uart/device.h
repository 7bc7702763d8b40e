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
    bool receive, transmit;     /* their interrupts are enabled */
    uint64_t overruns;          /* times that the device lost bytes because they were not taken */
};

/*
 * Starting takes two steps, because turning the FIFOs on empties them, and what arrived until then is to be kept:
 * device_init sets 115,200 baud, 8 data bits, no parity, 1 stop bit, with all interrupts off and RTS low, so that the
 * other side waits. The caller takes what is there. device_start turns the FIFOs on and then receiving.
 */
MUST_CHECK status_t device_init(struct device *device, struct rt *rt, io_ports_t ports);
MUST_CHECK status_t device_start(struct device *device);
/* Received byte, if there is one. */
MUST_CHECK status_t device_receive(struct device *device, bool *there, uint8_t *byte);
/* Whether UART_FIFO_BYTES may be sent at once. */
MUST_CHECK status_t device_can_send(struct device *device, bool *can);
MUST_CHECK status_t device_send(struct device *device, const uint8_t *bytes, uint32_t len);
/* Whether the other side may send (RTS), and an interrupt tells when it did. What it sends otherwise stays in the device. */
MUST_CHECK status_t device_want_receive(struct device *device, bool want);
/* Whether an interrupt tells when the next can be sent. */
MUST_CHECK status_t device_want_transmit(struct device *device, bool want);
/* Whether the device holds its interrupt line up. Reading it quits a transmit interrupt. */
MUST_CHECK status_t device_is_pending(struct device *device, bool *pending);
