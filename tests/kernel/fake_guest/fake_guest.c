// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/sev-guest, /dev/tdx_guest and the measurement registers of sysfs, with nothing behind them: what the tests of those
 * interfaces talk to in a guest that has no TEE. Structures: uapi/linux/sev-guest.h, uapi/linux/tdx-guest.h; registers with the
 * semantics of Documentation/ABI/testing/sysfs-devices-virtual-misc-tdx_guest, which came with Linux 6.16.
 */
#include <crypto/hash.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <uapi/linux/sev-guest.h>
#include <uapi/linux/tdx-guest.h>

#define REPORT_BYTES 1184
#define REPORT_DATA_AT 0x50
#define VMPL_AT 0x30
#define TDREPORT_DATA_AT 128
#define CERTIFICATES "certificate of the fake host"
#define TABLE_ENTRY_BYTES 24
#define REGISTER_BYTES 48

static int fail;
module_param(fail, int, 0644);
MODULE_PARM_DESC(fail, "error number of the next requests, 0 for none");

static unsigned long long exitinfo2;
module_param(exitinfo2, ullong, 0644);
MODULE_PARM_DESC(exitinfo2, "what the host says when a request fails");

static uint status;
module_param(status, uint, 0644);
MODULE_PARM_DESC(status, "what the firmware says in its answer, 0 for a report");

static uint room = PAGE_SIZE;
module_param(room, uint, 0644);
MODULE_PARM_DESC(room, "bytes that the host's certificates need");

static DEFINE_MUTEX(one_at_a_time);

/* status, size, 24 reserved bytes, the report at 0x20 */
static int answer_report(struct snp_guest_request_ioctl *exchange, const struct snp_report_req *asked)
{
	u8 *answer = kzalloc(sizeof(struct snp_report_resp), GFP_KERNEL);
	u32 words[2] = { status, status ? 0 : REPORT_BYTES };
	int result;

	if (!answer)
		return -ENOMEM;
	memcpy(answer, words, sizeof(words));
	if (!status) {
		memcpy(answer + 0x20 + REPORT_DATA_AT, asked->user_data, sizeof(asked->user_data));
		memcpy(answer + 0x20 + VMPL_AT, &asked->vmpl, sizeof(asked->vmpl));
	}
	result = copy_to_user((void __user *)exchange->resp_data, answer, sizeof(struct snp_report_resp)) ? -EFAULT : 0;
	kfree(answer);
	return result;
}

static int answer_certificates(struct snp_ext_report_req *asked)
{
	u8 table[2 * TABLE_ENTRY_BYTES + sizeof(CERTIFICATES)] = { };
	u32 where[2] = { 2 * TABLE_ENTRY_BYTES, sizeof(CERTIFICATES) };

	memset(table, 0x11, 16);
	memcpy(table + 16, where, sizeof(where));
	memcpy(table + 2 * TABLE_ENTRY_BYTES, CERTIFICATES, sizeof(CERTIFICATES));
	return copy_to_user((void __user *)asked->certs_address, table, sizeof(table)) ? -EFAULT : 0;
}

static int get_report(struct snp_guest_request_ioctl *exchange)
{
	struct snp_report_req asked;

	if (copy_from_user(&asked, (void __user *)exchange->req_data, sizeof(asked)))
		return -EFAULT;
	return answer_report(exchange, &asked);
}

static int get_ext_report(struct snp_guest_request_ioctl *exchange)
{
	struct snp_ext_report_req asked;

	if (copy_from_user(&asked, (void __user *)exchange->req_data, sizeof(asked)))
		return -EFAULT;
	if (!IS_ALIGNED(asked.certs_len, PAGE_SIZE))
		return -EINVAL;
	if (asked.certs_len < room) {
		exchange->exitinfo2 = 1ULL << 32;
		asked.certs_len = room;
		return copy_to_user((void __user *)exchange->req_data, &asked, sizeof(asked)) ? -EFAULT : -EIO;
	}
	return answer_certificates(&asked) ?: answer_report(exchange, &asked.data);
}

static long sev_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct snp_guest_request_ioctl exchange;
	int result;

	if (copy_from_user(&exchange, (void __user *)arg, sizeof(exchange)))
		return -EFAULT;
	if (!exchange.msg_version)
		return -EINVAL;

	mutex_lock(&one_at_a_time);
	exchange.exitinfo2 = fail ? exitinfo2 : 0;
	if (fail)
		result = -fail;
	else if (cmd == SNP_GET_REPORT)
		result = get_report(&exchange);
	else if (cmd == SNP_GET_EXT_REPORT)
		result = get_ext_report(&exchange);
	else
		result = -ENOTTY;
	mutex_unlock(&one_at_a_time);

	if (copy_to_user((void __user *)arg, &exchange, sizeof(exchange)))
		return -EFAULT;
	return result;
}

static long tdx_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tdx_report_req __user *to = (void __user *)arg;
	struct tdx_report_req *request;
	int result = 0;

	if (cmd != TDX_CMD_GET_REPORT0)
		return -ENOTTY;
	if (fail)
		return -fail;
	request = kzalloc(sizeof(*request), GFP_KERNEL);
	if (!request)
		return -ENOMEM;
	if (copy_from_user(request->reportdata, to->reportdata, TDX_REPORTDATA_LEN)) {
		result = -EFAULT;
	} else {
		request->tdreport[0] = 0x81;
		memcpy(request->tdreport + TDREPORT_DATA_AT, request->reportdata, TDX_REPORTDATA_LEN);
		result = copy_to_user(to->tdreport, request->tdreport, TDX_REPORT_LEN) ? -EFAULT : 0;
	}
	kfree(request);
	return result;
}

static u8 registers[4][REGISTER_BYTES];

static ssize_t register_read(struct file *file, struct kobject *kobject, struct bin_attribute *attribute, char *buffer, loff_t at, size_t count)
{
	return memory_read_from_buffer(buffer, count, &at, attribute->private, REGISTER_BYTES);
}

static ssize_t register_write(struct file *file, struct kobject *kobject, struct bin_attribute *attribute, char *buffer, loff_t at, size_t count)
{
	u8 both[2 * REGISTER_BYTES];
	struct crypto_shash *sha384;
	int result;

	if (at != 0 || count != REGISTER_BYTES)
		return -EINVAL;
	if (fail)
		return -fail;
	sha384 = crypto_alloc_shash("sha384", 0, 0);
	if (IS_ERR(sha384))
		return PTR_ERR(sha384);
	memcpy(both, attribute->private, REGISTER_BYTES);
	memcpy(both + REGISTER_BYTES, buffer, REGISTER_BYTES);
	result = crypto_shash_tfm_digest(sha384, both, sizeof(both), attribute->private);
	crypto_free_shash(sha384);
	return result ?: count;
}

#define REGISTER(n) { .attr = { .name = "rtmr" #n ":sha384", .mode = 0644 }, .size = REGISTER_BYTES, .private = registers[n], \
		      .read = register_read, .write = register_write }

static struct bin_attribute register_files[] = { REGISTER(0), REGISTER(1), REGISTER(2), REGISTER(3) };
static struct bin_attribute *register_list[] = { &register_files[0], &register_files[1], &register_files[2], &register_files[3], NULL };
static const struct attribute_group register_group = { .name = "measurements", .bin_attrs = register_list };
static const struct attribute_group *tdx_groups[] = { &register_group, NULL };

static const struct file_operations sev_operations = { .owner = THIS_MODULE, .unlocked_ioctl = sev_ioctl };
static const struct file_operations tdx_operations = { .owner = THIS_MODULE, .unlocked_ioctl = tdx_ioctl };
static struct miscdevice sev_device = { .name = "sev-guest", .minor = MISC_DYNAMIC_MINOR, .mode = 0600, .fops = &sev_operations };
static struct miscdevice tdx_device = {
	.name = "tdx_guest", .minor = MISC_DYNAMIC_MINOR, .mode = 0600, .fops = &tdx_operations, .groups = tdx_groups,
};

static int __init fake_init(void)
{
	int result = misc_register(&sev_device);

	if (result)
		return result;
	result = misc_register(&tdx_device);
	if (result)
		misc_deregister(&sev_device);
	return result;
}

static void __exit fake_exit(void)
{
	misc_deregister(&tdx_device);
	misc_deregister(&sev_device);
}

module_init(fake_init);
module_exit(fake_exit);
MODULE_DESCRIPTION("Guest devices for tests");
MODULE_LICENSE("GPL");
