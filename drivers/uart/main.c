/* SPDX-License-Identifier: MIT */
/*
 * The serial driver: SerialPort on endpoint `serial`, IoPorts `ports`, Interrupt `irq`.
 *
 * The line is edge-triggered: it rises when a first reason appears and falls when the last one is gone. So the wait is
 * armed before the device is emptied, and the device is emptied until it says that no reason is left: whatever comes
 * later then makes a new edge, and an edge in between answers the armed wait.
 */
#include "receive.h"
#include "transmit.h"

#define MESSAGE_BYTES 8192u
/* Rounds of emptying before others get their turn; each takes up to 256 bytes. */
#define SERVICE_MAX_ROUNDS 64u

struct uart {
    struct rt *rt;
    struct rt_loop loop;
    struct rt_endpoint endpoint;
    interrupt_t irq;
    struct capn_request wait;
    struct rt_watch watch;
    struct device device;
    struct receive receive;
    struct transmit transmit;
};

static struct uart uart;

static void fail(struct uart *u, const char *what, status_t status)
{
    rt_log(u->rt, "%s: %s", what, capn_status_text(status));
    rt_loop_stop(&u->loop, 1);
}

/* Empties the device in both directions until its line is down. */
static status_t device_service(struct uart *u)
{
    bool pending = true;

    for (uint32_t round = 0; pending && round < SERVICE_MAX_ROUNDS; round++) {
        status_t status = receive_drain(&u->receive);

        if (status == STATUS_OK)
            status = transmit_pump(&u->transmit);
        if (status == STATUS_OK)
            status = device_is_pending(&u->device, &pending);
        if (status != STATUS_OK)
            return status;
        receive_deliver(&u->receive);
        status = receive_resume(&u->receive);
        if (status != STATUS_OK)
            return status;
    }
    if (pending)
        rt_log(u->rt, "the device does not let go of its interrupt line");
    return STATUS_OK;
}

static status_t wait_submit(struct uart *u);

static void on_interrupt(void *context, struct capn_request *request, status_t status)
{
    struct uart *u = context;

    capn_request_end(request);
    if (status == STATUS_OK)
        status = wait_submit(u);
    if (status == STATUS_OK)
        status = device_service(u);
    if (status != STATUS_OK)
        fail(u, "the interrupt cannot be served", status);
}

static status_t wait_submit(struct uart *u)
{
    struct interrupt_wait_params_builder params;
    status_t status = interrupt_wait_begin(&u->wait, u->rt, u->irq, &params);

    if (status != STATUS_OK)
        return status;
    status = rt_loop_watch(&u->loop, &u->watch, &u->wait, on_interrupt, u);
    if (status != STATUS_OK)
        capn_request_end(&u->wait);
    return status;
}

static status_t uart_write(void *self, struct capn_call *call, const struct serial_output_write_params_reader *params,
                           struct serial_output_write_results_builder *results)
{
    struct uart *u = self;
    struct capn_data data;
    status_t status = serial_output_write_params_get_data(params, &data);

    (void)results;
    return status == STATUS_OK ? transmit_write(&u->transmit, call, data) : status;
}

static status_t uart_read(void *self, struct capn_call *call, const struct serial_input_read_params_reader *params,
                          struct serial_input_read_results_builder *results)
{
    struct uart *u = self;

    (void)results;
    status_t status = receive_read(&u->receive, call, serial_input_read_params_get_max_bytes(params));
    /* The caller has its answer, or will have it: what fails from here on is the device. */
    status_t resumed = receive_resume(&u->receive);

    if (resumed != STATUS_OK)
        fail(u, "the device cannot be told to go on", resumed);
    return status;
}

static status_t uart_info(void *self, struct capn_call *call, const struct serial_port_info_params_reader *params,
                          struct serial_port_info_results_builder *results)
{
    struct uart *u = self;

    (void)call;
    (void)params;
    serial_port_info_results_set_received(results, u->receive.received);
    serial_port_info_results_set_overruns(results, u->device.overruns);
    return STATUS_OK;
}

static const struct serial_input_server input_methods = { .read = uart_read };
static const struct serial_output_server output_methods = { .write = uart_write };
static const struct serial_port_server methods = {
    .info = uart_info,
    .serial_input = &input_methods,
    .serial_output = &output_methods,
};

RT_DISPATCH(serial_port)

static void on_cancelled(void *self, uint64_t call_id)
{
    struct uart *u = self;

    receive_cancel(&u->receive, call_id);
    transmit_cancel(&u->transmit, call_id);
}

static cap_id_t find(struct rt *rt, const char *name, uint64_t interface_id)
{
    cap_id_t cap = CAP_ID_INVALID;
    status_t status = rt_find(rt, name, interface_id, &cap);

    if (status != STATUS_OK)
        rt_panic(rt, "`%s` was not granted: %s", name, capn_status_text(status));
    return cap;
}

/* Sets the device up without losing what came before. */
static status_t start(struct uart *u, io_ports_t ports)
{
    status_t status = device_init(&u->device, u->rt, ports);

    if (status == STATUS_OK)
        status = receive_drain(&u->receive);
    if (status == STATUS_OK)
        status = device_start(&u->device);
    /* What came meanwhile may have raised no edge that the wait could have seen. */
    return status == STATUS_OK ? device_service(u) : status;
}

int main(struct rt *rt)
{
    io_ports_t ports = { .id = find(rt, "ports", IO_PORTS_INTERFACE_ID) };
    struct uart *u = &uart;

    u->rt = rt;
    u->irq.id = find(rt, "irq", INTERRUPT_INTERFACE_ID);
    u->receive.device = &u->device;
    u->transmit.device = &u->device;
    u->transmit.rt = rt;
    rt_loop_init(&u->loop, rt);
    u->endpoint.cancelled = on_cancelled;
    status_t status = rt_loop_serve(&u->loop, &u->endpoint, find(rt, "serial", 0), serial_port_dispatch_any, &methods,
                                    u, MESSAGE_BYTES);

    if (status == STATUS_OK)
        status = wait_submit(u);
    if (status == STATUS_OK)
        status = start(u, ports);
    if (status != STATUS_OK)
        rt_panic(rt, "cannot start: %s", capn_status_text(status));
    return rt_loop_run(&u->loop);
}
