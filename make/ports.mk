# SPDX-License-Identifier: MIT
#
# Archives of third-party source: $(OUT)/ports/NAME.a for every ports/NAME/port.mk. ports/README.md describes a recipe.

PORT_FIELDS := PACKAGE TARBALL SHA256 FOLDER BUILT_AS SOURCES LOCAL HEADERS CFLAGS
PORT_FILES := $(sort $(wildcard ports/*/port.mk))

define read_port
$(foreach f,$(PORT_FIELDS),$(eval $(f) :=))
$(eval PORT := $(patsubst ports/%/port.mk,%,$(1)))
$(eval SOURCE = build/ports/$$(FOLDER))
$(eval include $(1))
$(foreach f,$(PORT_FIELDS),$(eval port.$(PORT).$(f) := $($(f))))
endef

# The tarball and its unpacked folder are shared by all compilers, flavours and recipes of one folder; a stamp says that unpacking
# ended well. $(1): the first recipe of the folder.
define unpack_rules
build/ports/$(port.$(1).FOLDER).unpacked: ports/fetch.sh ports/$(1)/port.mk
	$$(call say,FETCH,$(port.$(1).TARBALL))
	$$(Q)ports/fetch.sh $(port.$(1).PACKAGE) $(port.$(1).TARBALL) $(port.$(1).SHA256) build/ports/download
	$$(Q)tar -xf build/ports/download/$(port.$(1).TARBALL) -C build/ports && touch $$@
endef
define port_rules
port.$(1).OBJECTS := $(patsubst %.c,$(OUT)/ports/$(1)/%.o,$(port.$(1).SOURCES) $(port.$(1).LOCAL))
$(OUT)/ports/$(1).a: $$(port.$(1).OBJECTS)
	$$(Q)rm -f $$@; ar rcs $$@ $$^; rm -rf $(OUT)/ports/$(1)/include; \
		ln -sfn ../../../ports/$(port.$(1).FOLDER)/$(port.$(1).HEADERS) $(OUT)/ports/$(1)/include
$(patsubst %.c,$(OUT)/ports/$(1)/%.o,$(port.$(1).SOURCES)): $(OUT)/ports/$(1)/%.o: build/ports/$(port.$(1).FOLDER).unpacked ports/$(1)/port.mk make/flags.mk
	$$(call say,PORT,$(1) $$*)
	$$(Q)mkdir -p $$(@D); $$(CC) $$(filter-out $$(WARNINGS),$$(CFLAGS_$(port.$(1).BUILT_AS))) -w $(port.$(1).CFLAGS) \
		-c build/ports/$(port.$(1).FOLDER)/$$*.c -o $$@
$(patsubst %.c,$(OUT)/ports/$(1)/%.o,$(port.$(1).LOCAL)): $(OUT)/ports/$(1)/%.o: ports/$(1)/%.c build/ports/$(port.$(1).FOLDER).unpacked ports/$(1)/port.mk make/flags.mk
	$$(Q)mkdir -p $$(@D); $$(CC) $$(CFLAGS_$(port.$(1).BUILT_AS)) $(port.$(1).CFLAGS) -c $$< -o $$@
endef
$(foreach p,$(PORT_FILES),$(if $(strip $(call read_port,$(p))),))
# A recipe's variables must not outlive it: CFLAGS and SOURCES are common names.
$(foreach f,$(PORT_FIELDS),$(eval undefine $(f)))
PORT_NAMES := $(PORT_FILES:ports/%/port.mk=%)
$(foreach p,$(PORT_NAMES),$(eval $(call port_rules,$(p))))
$(foreach f,$(sort $(foreach p,$(PORT_NAMES),$(port.$(p).FOLDER))),\
	$(eval $(call unpack_rules,$(firstword $(foreach p,$(PORT_NAMES),$(if $(filter $(f),$(port.$(p).FOLDER)),$(p)))))))
