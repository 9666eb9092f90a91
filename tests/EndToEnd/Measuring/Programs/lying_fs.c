/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lying_fs DIR: serves itself as the only file of a file system (FUSE) that it mounts over DIR in namespaces of its own, executes it
 * from there, and then stops the server: whoever asks it anything waits for ever. Prints the pid of the executed program, or "skip WHY".
 * include/uapi/linux/fuse.h, version 7.31.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILE_NODE 2

static char program[1 << 20];
static size_t program_size;

static int skip(const char *what)
{
    printf("skip %s: %s\n", what, strerror(errno));
    return 2;
}

static void answer(int device, uint64_t unique, int error, const void *body, size_t size)
{
    struct fuse_out_header head = { .len = (uint32_t)(sizeof head + size), .error = -error, .unique = unique };
    struct iovec parts[] = { { &head, sizeof head }, { (void *)body, size } };
    if (writev(device, parts, 2) < 0)
        _exit(1);
}

static struct fuse_attr attributes(uint64_t node)
{
    struct fuse_attr attr = { .ino = node, .nlink = 1, .blksize = 4096 };
    attr.mode = node == FILE_NODE ? S_IFREG | 0755 : S_IFDIR | 0755;
    attr.size = node == FILE_NODE ? program_size : 0;
    return attr;
}

static void answer_read(int device, uint64_t unique, const struct fuse_read_in *wanted)
{
    size_t from = wanted->offset < program_size ? wanted->offset : program_size;
    size_t size = wanted->size < program_size - from ? wanted->size : program_size - from;
    answer(device, unique, 0, program + from, size);
}

static void serve(int device)
{
    static char request[1 << 20];
    while (read(device, request, sizeof request) > 0) {
        struct fuse_in_header *head = (struct fuse_in_header *)request;
        void *body = request + sizeof *head;
        struct fuse_init_out init = { .major = 7, .minor = 31, .max_write = 65536, .max_readahead = 1 << 20 };
        struct fuse_entry_out entry = { .nodeid = FILE_NODE, .attr_valid = 3600, .entry_valid = 3600, .attr = attributes(FILE_NODE) };
        struct fuse_attr_out attr = { .attr_valid = 3600, .attr = attributes(head->nodeid) };
        struct fuse_open_out opened = { .fh = 1 };
        switch (head->opcode) {
        case FUSE_INIT: answer(device, head->unique, 0, &init, sizeof init); break;
        case FUSE_LOOKUP: answer(device, head->unique, 0, &entry, sizeof entry); break;
        case FUSE_GETATTR: answer(device, head->unique, 0, &attr, sizeof attr); break;
        case FUSE_OPEN: answer(device, head->unique, 0, &opened, sizeof opened); break;
        case FUSE_READ: answer_read(device, head->unique, body); break;
        case FUSE_FLUSH: case FUSE_RELEASE: answer(device, head->unique, 0, NULL, 0); break;
        case FUSE_FORGET: case FUSE_BATCH_FORGET: break;
        default: answer(device, head->unique, ENOSYS, NULL, 0);
        }
    }
    _exit(0);
}

static int put(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    return file >= 0 && write(file, text, strlen(text)) > 0 && close(file) == 0;
}

static int own_namespaces(void)
{
    char users[32], groups[32];
    snprintf(users, sizeof users, "0 %u 1", geteuid());
    snprintf(groups, sizeof groups, "0 %u 1", getegid());
    return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put("/proc/self/setgroups", "deny")
        && put("/proc/self/uid_map", users) && put("/proc/self/gid_map", groups);
}

/* Every page of it is there before the server stops. */
static int hold(int server)
{
    char line[64];
    if (mlockall(MCL_CURRENT) != 0 || kill(server, SIGSTOP) != 0)
        return skip("mlockall");
    printf("%d\n", (int)getpid());
    fflush(stdout);
    while (read(0, line, sizeof line) > 0)
        ;
    return 0;
}

int main(int count, char **arguments)
{
    char options[128], path[4096], server_pid[32];
    if (count == 3 && strcmp(arguments[1], "hold") == 0)
        return hold(atoi(arguments[2]));
    if (count != 2)
        return 64;
    int own = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    ssize_t got = read(own, program, sizeof program);
    program_size = got > 0 ? (size_t)got : 0;
    if (!own_namespaces())
        return skip("user namespace");
    int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    if (device < 0)
        return skip("/dev/fuse");
    snprintf(options, sizeof options, "fd=%d,rootmode=40755,user_id=0,group_id=0", device);
    if (mount("lying", arguments[1], "fuse", MS_NOSUID | MS_NODEV, options) != 0)
        return skip("mount");
    int server = fork();
    if (server == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        serve(device);
    }
    close(device);
    snprintf(path, sizeof path, "%s/trusted", arguments[1]);
    snprintf(server_pid, sizeof server_pid, "%d", server);
    execl(path, "trusted", "hold", server_pid, (char *)NULL);
    return skip("exec");
}
