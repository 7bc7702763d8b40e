/* SPDX-License-Identifier: MIT */
/* Starting and ending a minimal process. */
#include "bench.h"

void bench_spawn_and_wait(struct bench *bench)
{
    struct process_spawner_spawn_params_builder params;
    struct process_spawner_spawn_results_reader spawned;
    struct process_observer_wait_results_reader ended;
    struct process_exit_reader exit;
    struct capn_request request;
    struct capn_list_builder grants;
    process_handle_t handle;
    uint32_t index;

    if (process_spawner_spawn_begin(&request, bench->rt, bench->spawner, &params) != STATUS_OK ||
        process_spawner_spawn_params_set_name(&params, CAPN_TEXT("null")) != STATUS_OK ||
        process_spawner_spawn_params_set_binary_name(&params, CAPN_TEXT("null-exit")) != STATUS_OK ||
        process_spawner_spawn_params_init_grants(&params, 0, &grants) != STATUS_OK ||
        capn_request_call(&request) != STATUS_OK || process_spawner_spawn_results(&request, &spawned) != STATUS_OK ||
        process_spawner_spawn_results_get_handle(&spawned, &index) != STATUS_OK ||
        capn_request_take_capability(&request, index, PROCESS_HANDLE_INTERFACE_ID, &handle.id) != STATUS_OK)
        rt_panic(bench->rt, "spawn failed: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
    if (capn_request_begin(&request, bench->rt, handle.id, PROCESS_HANDLE_METHOD_WAIT, 16, 512) != STATUS_OK ||
        capn_request_call(&request) != STATUS_OK || process_handle_wait_results(&request, &ended) != STATUS_OK ||
        process_observer_wait_results_get_exit(&ended, &exit) != STATUS_OK || process_exit_get_code(&exit) != 0)
        rt_panic(bench->rt, "wait failed: %s", rt_last_reason(bench->rt));
    capn_request_end(&request);
    rt_drop(bench->rt, handle.id);
}

void bench_processes(struct bench *bench)
{
    bench_run(bench, "spawn_wait_minimal", 64, 1, bench_spawn_and_wait);
}
