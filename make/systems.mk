# SPDX-License-Identifier: MIT
#
# Boot packages and ISO images, one per page in systems/. A page is evaluated by the capnp tool (text or JSON) and packed by
# tools/mkmanifest with the programs it lists. OVERLAY= (empty) leaves systems/local.capnp out; tests do that.

PAGES := $(sort $(wildcard systems/*.capnp) $(wildcard systems/*.json))
PAGES := $(filter-out systems/local.capnp,$(PAGES))
SYSTEMS := $(basename $(notdir $(PAGES)))
OVERLAY ?= $(wildcard systems/local.capnp)
MKMANIFEST := $(OUT)/host/mkmanifest

.PHONY: systems iso $(SYSTEMS:%=system-%) $(SYSTEMS:%=iso-%)
systems: $(SYSTEMS:%=$(OUT)/systems/%/manifest.bin)
iso: $(OUT)/systems/$(SYSTEM)/capos.iso
ifeq ($(filter $(SYSTEM),$(SYSTEMS)),)
$(error SYSTEM=$(SYSTEM): expected one of: $(SYSTEMS))
endif

$(OUT)/systems/%.eval.bin: systems/%.capnp $(SCHEMAS) $(wildcard systems/common/*.capnp)
	$(Q)mkdir -p $(@D); capnp eval --binary $< system > $@
$(OUT)/systems/%.eval.bin: systems/%.json $(SCHEMAS)
	$(Q)mkdir -p $(@D); capnp convert json:binary schema/manifest.capnp SystemManifest < $< > $@
$(OUT)/systems/overlay.bin: $(OVERLAY) $(SCHEMAS)
	$(Q)mkdir -p $(@D); capnp eval --binary $< overlay > $@

# Which overlay the packages were made with; rewritten only when that changes.
OVERLAY_BINARY := $(if $(OVERLAY),$(OUT)/systems/overlay.bin)
ifeq ($(filter clean help,$(MAKECMDGOALS)),)
$(shell mkdir -p $(OUT)/systems)
$(if $(subst |$(strip $(file <$(OUT)/systems/overlay.name))|,,|$(strip overlay: $(OVERLAY))|),$(file >$(OUT)/systems/overlay.name,$(strip overlay: $(OVERLAY))))
endif

# The programs that a page lists, so that a package waits for these and no others.
programs_of = $(shell grep -oE 'path"? *[=:] *"[^"]+"' $(1) | sed 's/.*"\(.*\)"$$/\1/')
define system_rules
system-$(1): $(OUT)/systems/$(1)/manifest.bin
iso-$(1): $(OUT)/systems/$(1)/capos.iso
$(OUT)/systems/$(1)/manifest.bin: $(OUT)/systems/$(1).eval.bin $(addprefix $(OUT)/user/,$(call programs_of,$(2)))
endef
$(foreach p,$(PAGES),$(eval $(call system_rules,$(basename $(notdir $(p))),$(p))))

$(OUT)/systems/%/manifest.bin: $(OUT)/schemas.bin $(MKMANIFEST) $(OVERLAY_BINARY) $(OUT)/systems/overlay.name
	$(call say,SYSTEM,$*)
	$(Q)mkdir -p $(@D)
	$(Q)$(MKMANIFEST) --root $(OUT)/user --blob schemas=$(OUT)/schemas.bin $(OVERLAY_BINARY:%=--overlay %) \
		$(OUT)/systems/$*.eval.bin -o $@

# Words for the kernel's command line, in an ISO image; QEMU's own loader gets them from who starts it.
KERNEL_OPTIONS ?=
ifeq ($(filter clean help,$(MAKECMDGOALS)),)
$(if $(subst |$(strip $(file <$(OUT)/systems/options.name))|,,|$(strip options: $(KERNEL_OPTIONS))|),$(file >$(OUT)/systems/options.name,$(strip options: $(KERNEL_OPTIONS))))
endif

# Boots under BIOS and UEFI: grub-mkrescue puts both loaders in when both grub packages are there.
$(OUT)/systems/%/capos.iso: $(KERNEL_IMAGE) $(OUT)/systems/%/manifest.bin make/grub.cfg $(OUT)/systems/options.name
	$(call say,ISO,$*)
	$(Q)rm -rf $(@D)/iso $@; mkdir -p $(@D)/iso/boot/grub
	$(Q)cp $(KERNEL_IMAGE) $(@D)/iso/boot/capos.elf; cp $(@D)/manifest.bin $(@D)/iso/boot/
	$(Q)sed 's|^\( *multiboot2 .*\)$$|\1 $(KERNEL_OPTIONS)|' make/grub.cfg > $(@D)/iso/boot/grub/grub.cfg
	$(Q)grub-mkrescue -o $@ $(@D)/iso > $(@D)/iso.log 2>&1 || { cat $(@D)/iso.log >&2; rm -f $@; exit 1; }
