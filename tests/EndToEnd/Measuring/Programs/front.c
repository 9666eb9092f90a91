/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front NAME SOCKET [ARGUMENT...]: tries to use another program's connection to a socket that the agent owns. What it is told on
 * standard input goes to the socket, by whatever process the attack is about.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "relay.h"

enum { FLOOD = 200, DESCRIPTORS = 250 };

static volatile sig_atomic_t told;
static int passed;

static void tell(int signal)
{
    told = signal;
}

/* Notes the message that comes after we were told: a DATA frame (RFC 9113, section 6.1), and nothing that HTTP/2 says of itself meanwhile. */
static ssize_t noting(int to, const char *bytes, size_t count)
{
    const unsigned char *at = (const unsigned char *)bytes;
    for (size_t done = 0; told && done + 9 <= count; done += 9 + ((size_t)at[done] << 16 | (size_t)at[done + 1] << 8 | at[done + 2]))
        passed |= at[done + 3] == 0;
    return write(to, bytes, count);
}

static int has_passed(void)
{
    return passed;
}

static int fork_that_ends_with_us(void)
{
    int child = fork();
    if (child == 0)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    return child;
}

/* What is left of the process that connected: it holds nothing of the relay's. */
static int stay(const char *trusted)
{
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0);
    dup2(nothing, 1);
    if (trusted != NULL)
        execl(trusted, "trusted", "pause", (char *)NULL);
    return pause();
}

/* The connection is inherited by a child, which speaks; its parent waits, or becomes the trusted program. */
static int share(const char *path, const char *trusted)
{
    int connection = connect_to(path);
    if (fork_that_ends_with_us() == 0)
        return relay(connection, plainly, NULL);
    return stay(trusted);
}

static ssize_t with_descriptors(int to, int file, int count)
{
    char byte = 'P', room[CMSG_SPACE(sizeof(int) * DESCRIPTORS)] = { 0 };
    struct iovec part = { &byte, 1 };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count) };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)count);
    for (int i = 0; i < count; i++)
        memcpy(CMSG_DATA(header) + (size_t)i * sizeof(int), &file, sizeof(int));
    return sendmsg(to, &message, MSG_NOSIGNAL);
}

/* The connection is handed to another process, in a message. */
static int pass(const char *path)
{
    int pair[2], connection;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return 1;
    if (fork_that_ends_with_us() == 0) {
        char byte, room[CMSG_SPACE(sizeof(int))];
        struct iovec part = { &byte, 1 };
        struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room };
        if (recvmsg(pair[1], &message, 0) != 1)
            return 1;
        memcpy(&connection, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof connection);
        return relay(connection, plainly, NULL);
    }
    connection = connect_to(path);
    if (with_descriptors(pair[0], connection, 1) != 1)
        return 1;
    close(connection);
    return stay(NULL);
}

/* Says in each message that its parent, process 1 of their namespace, sent it. */
static ssize_t as_the_first(int to, const char *bytes, size_t count)
{
    struct ucred first = { .pid = 1 };
    char room[CMSG_SPACE(sizeof first)] = { 0 };
    struct iovec part = { (void *)bytes, count };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_CREDENTIALS;
    header->cmsg_len = CMSG_LEN(sizeof first);
    memcpy(CMSG_DATA(header), &first, sizeof first);
    return sendmsg(to, &message, MSG_NOSIGNAL);
}

static int put(const char *path, const char *text)
{
    int file = open(path, O_WRONLY);
    return file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text) && close(file) == 0;
}

static int forge(const char *path)
{
    char users[32], groups[32];
    snprintf(users, sizeof users, "0 %u 1", geteuid());
    snprintf(groups, sizeof groups, "0 %u 1", getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0 || !put("/proc/self/uid_map", users)
        || !put("/proc/self/setgroups", "deny") || !put("/proc/self/gid_map", groups))
        return 1;
    if (fork_that_ends_with_us() != 0)
        return stay(NULL);
    int connection = connect_to(path);
    if (fork_that_ends_with_us() == 0)
        return relay(connection, as_the_first, NULL);
    return stay(NULL);
}

/* Speaks by itself; once it was told to, and has passed on the next message, it becomes the trusted program. */
static int exec_after(const char *path, const char *trusted)
{
    signal(SIGUSR1, tell);
    relay(connect_to(path), noting, has_passed);
    return stay(trusted);
}

static int flood(const char *path, const char *marker)
{
    int connection = connect_to(path), file = open(marker, O_RDONLY), sent = 0;
    while (sent < FLOOD && with_descriptors(connection, file, DESCRIPTORS) == 1)
        sent++;
    printf("%d\n", sent);
    return connection < 0 || file < 0;
}

int main(int count, char **arguments)
{
    const char *name = count > 2 ? arguments[1] : "";
    if (strcmp(name, "share") == 0)
        return share(arguments[2], NULL);
    if (strcmp(name, "pass") == 0)
        return pass(arguments[2]);
    if (strcmp(name, "forge") == 0)
        return forge(arguments[2]);
    if (count == 4 && strcmp(name, "swap") == 0)
        return share(arguments[2], arguments[3]);
    if (count == 4 && strcmp(name, "exec-after") == 0)
        return exec_after(arguments[2], arguments[3]);
    if (count == 4 && strcmp(name, "flood") == 0)
        return flood(arguments[2], arguments[3]);
    return 64;
}
