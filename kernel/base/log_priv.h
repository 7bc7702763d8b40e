/* SPDX-License-Identifier: MIT */
/* Of the log, for trace/tap_log.c only. */
#pragma once

#include <stddef.h>

/* Bytes as they are. Nobody else's text can contain "ringtap:": in what klog and klog_write get, its colon becomes `?`. */
void klog_tap(const char *bytes, size_t count);
