# SPDX-License-Identifier: MIT
#
# What comes from the schema. The C in capnp/gen is checked in and compiled as it is; `make generate` writes it again after
# a change of schema/, and the suite `generated` fails when it was forgotten.

SCHEMAS := $(sort $(wildcard schema/*.capnp))
CAPNPC := $(OUT)/host/capnpc-capos
# Relative, because the plugin is started in another folder.
compile_schemas = capnp compile -o- --src-prefix=schema $(SCHEMAS)

.PHONY: generate schemas
generate: $(CAPNPC)
	$(compile_schemas) > $(OUT)/schemas.request
	cd capnp/gen && ../../$(CAPNPC) < ../../$(OUT)/schemas.request

# The packed schemas: a blob of every boot package.
schemas: $(OUT)/schemas.bin
$(OUT)/schemas.bin: $(CAPNPC) $(SCHEMAS)
	$(call say,PACK,schemas.bin)
	$(Q)$(compile_schemas) > $(OUT)/schemas.request
	$(Q)cd $(OUT) && host/capnpc-capos --pack < schemas.request
