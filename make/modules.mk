# SPDX-License-Identifier: MIT
#
# Reads every module.mk and makes its rules. Two passes, so that the order of modules does not matter: the first only
# records what each says as <module>.<VARIABLE>, the second makes rules from the records.

MODULE_FILES := $(sort $(wildcard */module.mk */*/module.mk */*/*/module.mk))
MODULE_FILES := $(filter-out build/%,$(MODULE_FILES))
FIELDS := KIND FLAVOURS SOURCES INCLUDES DEPENDS TESTS TEST_SOURCES TEST_DEPENDS TEST_PORTS PORTS LDLIBS EXTRA_CFLAGS

# ---- pass 1: record ----
define read_module
$(foreach f,MODULE $(FIELDS),$(eval $(f) :=))
$(eval DIR := $(patsubst %/module.mk,%,$(1)))
$(eval include $(1))
$(if $(MODULE),,$(error $(1): MODULE is not set))
$(if $(filter $(MODULE),$(MODULES)),$(error $(1): a module named $(MODULE) exists already, in $($(MODULE).DIR)))
$(eval MODULES += $(MODULE))
$(eval $(MODULE).DIR := $(DIR))
$(foreach f,$(FIELDS),$(eval $(MODULE).$(f) := $($(f))))
$(eval $(MODULE).KIND := $(or $(KIND),library))
$(eval $(MODULE).FLAVOURS := $(or $(FLAVOURS),kernel user host test))
endef
MODULES :=
$(foreach m,$(MODULE_FILES),$(if $(strip $(call read_module,$(m))),))

# ---- what follows from the records ----
of_kind = $(foreach m,$(MODULES),$(if $(filter $(1),$($(m).KIND)),$(m)))
LIBRARIES := $(call of_kind,library)
# The libraries below kernel/: the kernel image takes all of them.
KERNEL_PARTS := $(foreach m,$(LIBRARIES),$(if $(filter kernel/%,$($(m).DIR)/),$(m)))

# closure(modules): them and all they depend on. The list of those seen cuts cycles; the static checks report them.
closure_step = $(foreach d,$(1),$(if $(filter $(d),$(seen)),,$(eval seen += $(d))$(call closure_step,$($(d).DEPENDS))))
closure = $(eval seen :=)$(call closure_step,$(1))$(strip $(seen))

archive = $(OUT)/lib/$(2)/lib$(1).a
objects = $(patsubst %,$(OUT)/obj/$(2)/$($(1).DIR)/%.o,$(basename $($(1).SOURCES)))
exported = $(foreach m,$(1),$(addprefix -I$($(m).DIR)/,$($(m).INCLUDES)))
# A module sees its own folder, what its dependencies export, and its ports.
include_flags = $(patsubst %/.,%,-I$($(1).DIR) $(call exported,$(call closure,$(1) $(2)))) \
	$(if $(filter kernel/%,$($(1).DIR)/),-Ikernel -Ikernel/arch/x86_64/include $(call exported,$(KERNEL_PARTS))) \
	$(foreach p,$(sort $(foreach m,$(call closure,$(1)),$($(m).PORTS))),-I$(OUT)/ports/$(p)/include)

# A module that links nothing itself (headers only) has no archive.
with_sources = $(foreach m,$(1),$(if $(and $($(m).KIND),$(if $($(m).SOURCES),,none)),,$(m)))
archives = $(foreach m,$(call with_sources,$(filter-out $(1),$(call closure,$(1) $(3)))),$(call archive,$(m),$(2)))
port_archives = $(foreach p,$(sort $(foreach m,$(call closure,$(1)),$($(m).PORTS))),$(OUT)/ports/$(p).a)

# A stamp per module and flavour holds its whole command line and is written only when that changes; objects depend on it.
stamp = $(OUT)/flags/$(1).$(2)
define write_stamp
$(if $(filter clean help,$(MAKECMDGOALS)),,\
$(shell mkdir -p $(OUT)/flags)\
$(if $(subst |$(strip $(file <$(call stamp,$(1),$(2))))|,,|$(strip $(3))|),$(file >$(call stamp,$(1),$(2)),$(strip $(3)))))
endef

# ---- pass 2: rules ----
# module_objects(module, flavour): the objects, their flags and their stamp.
define module_objects
$(2).$(1).OBJECTS := $(call objects,$(1),$(2))
ALL_OBJECTS += $$($(2).$(1).OBJECTS)
# Said per source, so that a source that is not there is named.
$(foreach s,$($(1).SOURCES),$(eval $(OUT)/obj/$(2)/$($(1).DIR)/$(basename $(s)).o: $($(1).DIR)/$(s)))
$$($(2).$(1).OBJECTS): MODULE_FLAGS := $(call include_flags,$(1)) $($(1).EXTRA_CFLAGS)
$$($(2).$(1).OBJECTS): $(call stamp,$(1),$(2)) | $(foreach p,$($(1).PORTS),$(OUT)/ports/$(p).a)
endef
define library_rules
$(call module_objects,$(1),$(2))
$(call archive,$(1),$(2)): $$($(2).$(1).OBJECTS)
endef
# program_rules(module, flavour, file): SPARE are inputs in link order.
define program_rules
$(call module_objects,$(1),$(2))
$(3): PROGRAM_LIBS := $(call archives,$(1),$(2)) $(call port_archives,$(1))
$(3): PROGRAM_LDLIBS := $($(1).LDLIBS)
$(3): $$($(2).$(1).OBJECTS) $(call archives,$(1),$(2)) $(call port_archives,$(1)) $(call stamp,$(1),$(2))
endef
# test_rules(module, test)
define test_rules
TEST_PROGRAMS += $(OUT)/test/test_$(2)
$(2).TEST_OBJECTS := $(patsubst %,$(OUT)/obj/test/tests/unit/%.o,$(basename test_$(2).c $($(1).TEST_SOURCES)))
ALL_OBJECTS += $$($(2).TEST_OBJECTS)
$$($(2).TEST_OBJECTS): MODULE_FLAGS := $(call include_flags,$(1),$($(1).TEST_DEPENDS)) -Itests/unit
$$($(2).TEST_OBJECTS): $(call stamp,$(1),test) | $(foreach p,$($(1).PORTS) $($(1).TEST_PORTS),$(OUT)/ports/$(p).a)
$(OUT)/test/test_$(2): PROGRAM_LIBS := $(call test_archives,$(1))
$(OUT)/test/test_$(2): PROGRAM_LDLIBS := -lcmocka $($(1).LDLIBS)
$(OUT)/test/test_$(2): $$($(2).TEST_OBJECTS) $(call test_archives,$(1))
endef
test_archives = $(if $(filter library,$($(1).KIND)),$(if $($(1).SOURCES),$(call archive,$(1),test))) $(call archives,$(1),test,$($(1).TEST_DEPENDS)) \
	$(foreach p,$($(1).TEST_PORTS),$(OUT)/ports/$(p).a)

# A module's flags per flavour, said once: they name the stamp's content and the command.
flags_of = $(CC) $(CFLAGS_$(2)) $(LDFLAGS_$(2)) $(call include_flags,$(1)) $($(1).EXTRA_CFLAGS) $($(1).SOURCES) $($(1).DEPENDS) $($(1).LDLIBS)
prepare = $(if $(strip $(call write_stamp,$(1),$(2),$(call flags_of,$(1),$(2)))),)

ALL_OBJECTS :=
TEST_PROGRAMS :=
$(foreach m,$(LIBRARIES),$(foreach f,$($(m).FLAVOURS),$(call prepare,$(m),$(f))$(eval $(call library_rules,$(m),$(f)))))
$(foreach m,$(MODULES),$(if $($(m).TESTS),$(call prepare,$(m),test)$(foreach t,$($(m).TESTS),$(eval $(call test_rules,$(m),$(t))))))

USER_PROGRAMS := $(foreach m,$(call of_kind,user-program),$(OUT)/user/$(m))
$(foreach m,$(call of_kind,user-program),$(call prepare,$(m),user)$(eval $(call program_rules,$(m),user,$(OUT)/debug/user/$(m))))
HOST_PROGRAMS := $(foreach m,$(call of_kind,host-program),$(OUT)/host/$(m))
$(foreach m,$(call of_kind,host-program),$(call prepare,$(m),host)$(eval $(call program_rules,$(m),host,$(OUT)/host/$(m))))

KERNEL := $(call of_kind,kernel-image)
KERNEL_IMAGE := $(OUT)/capos.elf
$(if $(word 2,$(KERNEL)),$(error more than one kernel-image: $(KERNEL)))
# The parts of the kernel are dependencies of the image that nobody has to write down.
$(foreach m,$(KERNEL),$(eval $(m).DEPENDS += $(KERNEL_PARTS)))
$(foreach m,$(KERNEL),$(call prepare,$(m),kernel)$(eval $(call program_rules,$(m),kernel,$(OUT)/debug/capos.elf)))

# ---- recipes ----
define compile_rules
$(OUT)/obj/$(1)/%.o: %.c
	$$(call say,CC,$$<  [$(1)])
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CFLAGS_$(1)) $$(MODULE_FLAGS) -MMD -MP -c $$< -o $$@
$(OUT)/obj/$(1)/%.o: %.S
	$$(call say,AS,$$<  [$(1)])
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CFLAGS_$(1)) $$(MODULE_FLAGS) -D__ASSEMBLER__=1 -MMD -MP -c $$< -o $$@
endef
$(foreach f,kernel user host test,$(eval $(call compile_rules,$(f))))

# Thin archives: no copies. Made afresh, so that a source taken out of a module leaves the archive too.
$(OUT)/lib/%.a:
	$(Q)mkdir -p $(@D); rm -f $@; ar rcsT $@ $^

# Symbols stay in what runs, so that a fault can be named; line tables and types go to debug/.
$(USER_PROGRAMS): $(OUT)/user/%: $(OUT)/debug/user/%
	$(Q)mkdir -p $(@D); objcopy --strip-debug $< $@
$(OUT)/capos.elf: $(OUT)/debug/capos.elf
	$(Q)mkdir -p $(@D); objcopy --strip-debug $< $@

$(USER_PROGRAMS:$(OUT)/%=$(OUT)/debug/%): $(OUT)/debug/user/%: rt/user.ld make/flags.mk
	$(call say,LINK,$*)
	$(Q)mkdir -p $(@D) $(OUT)/map
	$(Q)$(CC) $(LDFLAGS_user) -T rt/user.ld -Wl,-Map,$(OUT)/map/$*.map -o $@ $(filter %.o,$^) \
		-Wl,--start-group $(PROGRAM_LIBS) $(LIBGCC) -Wl,--end-group
$(HOST_PROGRAMS): $(OUT)/host/%:
	$(call say,LINK,$*)
	$(Q)mkdir -p $(@D) $(OUT)/map
	$(Q)$(CC) $(LDFLAGS_host) -Wl,-Map,$(OUT)/map/host-$*.map -o $@ $(filter %.o,$^) -Wl,--start-group $(PROGRAM_LIBS) -Wl,--end-group $(PROGRAM_LDLIBS)
$(TEST_PROGRAMS): $(OUT)/test/test_%:
	$(call say,LINK,test_$*)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_test) -o $@ $(filter %.o,$^) -Wl,--start-group $(PROGRAM_LIBS) -Wl,--end-group $(PROGRAM_LDLIBS)

# Whole archives for the kernel's own parts: tables that only the linker script collects have no caller to pull them in.
KERNEL_WHOLE := $(foreach m,$(call with_sources,$(KERNEL_PARTS)),$(call archive,$(m),kernel))
# link_kernel(more objects, output)
link_kernel = $(CC) $(LDFLAGS_kernel) -T kernel/kernel.ld -Wl,-Map,$(OUT)/map/capos.map -o $(2) $(filter %.o,$^) $(1) \
	-Wl,--whole-archive $(KERNEL_WHOLE) -Wl,--no-whole-archive \
	-Wl,--start-group $(filter-out $(KERNEL_WHOLE),$(PROGRAM_LIBS)) -Wl,--end-group

# Two links: the second embeds the function names of the first, for panics (kernel/base/symbols.awk). The table lies behind
# all code, so it moves no function; the last line makes sure of that.
$(OUT)/debug/capos.elf: kernel/kernel.ld kernel/base/symbols.awk make/flags.mk
	$(call say,LINK,capos.elf)
	$(Q)mkdir -p $(@D) $(OUT)/map
	$(Q)$(call link_kernel,,$@.first)
	$(Q)nm -n $@.first | awk -f kernel/base/symbols.awk > $(OUT)/debug/symbols.S
	$(Q)$(CC) -c $(OUT)/debug/symbols.S -o $(OUT)/debug/symbols.o
	$(Q)$(call link_kernel,$(OUT)/debug/symbols.o,$@)
	$(Q)cmp <(nm $@.first | grep -i ' [tw] ') <(nm $@ | grep -i ' [tw] ') || { echo 'capos.elf: the symbol table moved code' >&2; exit 1; }

# ---- compile_commands.json ----
define command_line
{"directory": "$(subst ",\",$(subst \,\\,$(CURDIR)))", "file": "$(2)", "command": "$(CC) $(CFLAGS_$(3)) $(subst ",\",$(call include_flags,$(1)) $($(1).EXTRA_CFLAGS)) -c $(2)"}
endef
first_flavour = $(or $(if $(filter library,$($(1).KIND)),$(firstword $($(1).FLAVOURS))),$(if $(filter kernel-image,$($(1).KIND)),kernel),$(if $(filter user-program,$($(1).KIND)),user),host)
comma := ,
define newline


endef
.PHONY: compile_commands
compile_commands: $(OUT)/compile_commands.json
$(OUT)/compile_commands.json: $(MODULE_FILES) Makefile make/flags.mk make/modules.mk
	@mkdir -p $(@D)
	$(file >$@,[)
	$(foreach m,$(MODULES),$(foreach s,$($(m).SOURCES),$(file >>$@,$(call command_line,$(m),$($(m).DIR)/$(s),$(call first_flavour,$(m)))$(comma))))
	@sed -i '$$ s/,$$//' $@; echo ']' >> $@; ln -sfn $(OUT:build/%=%)/compile_commands.json build/compile_commands.json
