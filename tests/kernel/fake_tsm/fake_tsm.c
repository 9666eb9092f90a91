// SPDX-License-Identifier: GPL-2.0
/*
 * A provider of reports that no processor stands behind: what the tests of configfs-tsm talk to in a guest that has no TEE.
 *
 * outblob is inblob, then the privilege level, then the number of reports made so far. Nothing in it is signed.
 */
#include <linux/module.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/tsm.h>

static char *name = "tdx_guest";
module_param(name, charp, 0444);
MODULE_PARM_DESC(name, "what the attribute provider says");

static bool levels;
module_param(levels, bool, 0444);
MODULE_PARM_DESC(levels, "whether there are privilege levels");

static uint floor;
module_param(floor, uint, 0444);
MODULE_PARM_DESC(floor, "lowest privilege level");

static bool aux;
module_param(aux, bool, 0444);
MODULE_PARM_DESC(aux, "whether there is an auxblob");

static bool services;
module_param(services, bool, 0444);
MODULE_PARM_DESC(services, "whether there are services with manifests");

static uint size;
module_param(size, uint, 0644);
MODULE_PARM_DESC(size, "bytes of outblob, 0 for its own, 1 for none");

static int fail;
module_param(fail, int, 0644);
MODULE_PARM_DESC(fail, "error number of the next requests, 0 for none");

static uint failures;
module_param(failures, uint, 0644);
MODULE_PARM_DESC(failures, "how many requests fail, 0 for all");

static u32 made;

struct fake_report {
	u8 inblob[TSM_INBLOB_MAX];
	u32 level;
	u32 number;
} __packed;

static int planned_failure(void)
{
	int failure = fail;

	if (failure && failures && --failures == 0)
		fail = 0;
	return -failure;
}

static int fake_report_new(struct tsm_report *report, void *data)
{
	struct tsm_desc *asked = &report->desc;
	struct fake_report *answer;
	size_t length = size == 0 ? sizeof(*answer) : size == 1 ? 0 : size;
	int failure = planned_failure();

	if (failure)
		return failure;
	if (asked->inblob_len != TSM_INBLOB_MAX || asked->privlevel < floor)
		return -EINVAL;
	if (asked->service_provider && strcmp(asked->service_provider, "svsm"))
		return -EINVAL;

	answer = kvzalloc(max(length, sizeof(*answer)), GFP_KERNEL);
	if (!answer)
		return -ENOMEM;
	memcpy(answer->inblob, asked->inblob, sizeof(answer->inblob));
	answer->level = asked->privlevel;
	answer->number = ++made;
	report->outblob = (u8 *)answer;
	report->outblob_len = length;

	if (aux) {
		report->auxblob = kvmemdup("certificates", 12, GFP_KERNEL);
		report->auxblob_len = report->auxblob ? 12 : 0;
	}
	if (services && asked->service_provider) {
		report->manifestblob = kvmemdup(&asked->service_guid, sizeof(guid_t), GFP_KERNEL);
		report->manifestblob_len = report->manifestblob ? sizeof(guid_t) : 0;
	}
	return 0;
}

static bool fake_attr_visible(int n)
{
	switch (n) {
	case TSM_REPORT_GENERATION:
	case TSM_REPORT_PROVIDER:
		return true;
	case TSM_REPORT_PRIVLEVEL:
	case TSM_REPORT_PRIVLEVEL_FLOOR:
		return levels;
	default:
		return services;
	}
}

static bool fake_bin_attr_visible(int n)
{
	switch (n) {
	case TSM_REPORT_INBLOB:
	case TSM_REPORT_OUTBLOB:
		return true;
	case TSM_REPORT_AUXBLOB:
		return aux;
	default:
		return services;
	}
}

static struct tsm_ops fake_ops = {
	.report_new = fake_report_new,
	.report_attr_visible = fake_attr_visible,
	.report_bin_attr_visible = fake_bin_attr_visible,
};

static int __init fake_init(void)
{
	fake_ops.name = name;
	fake_ops.privlevel_floor = floor;
	return tsm_register(&fake_ops, NULL);
}

static void __exit fake_exit(void)
{
	tsm_unregister(&fake_ops);
}

module_init(fake_init);
module_exit(fake_exit);
MODULE_DESCRIPTION("A provider of reports for tests");
MODULE_LICENSE("GPL");
