/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rewrite(FILE, BY): unmaps the program that runs it and makes the kernel say that the process runs FILE (PR_SET_MM_MAP).
 * BY "self": in a user namespace of its own. BY "child": by a child that shares its memory, in one of the child's. BY "mapped": as "self", with FILE mapped as if it ran.
 * A library: code of the program is gone when it goes on. Ends the process with a line "skip WHY" where the kernel refuses.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/prctl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RANGES 64
#define STACK (1 << 20)

static struct prctl_mm_map map;
static unsigned long ranges[RANGES][2];
static int found;
static volatile int failed;

static void give_up(const char *what)
{
    char line[128];
    int length = snprintf(line, sizeof line, "skip %s: %s\n", what, strerror(errno));
    if (write(1, line, (size_t)length) < 0)
        _exit(3);
    _exit(2);
}

static void find_program(void)
{
    char line[4096], own[4096];
    FILE *maps = fopen("/proc/self/maps", "re");
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (maps == NULL || length < 0)
        give_up("maps");
    own[length] = 0;
    while (fgets(line, sizeof line, maps) != NULL && found < RANGES)
        if (strstr(line, own) != NULL && sscanf(line, "%lx-%lx", &ranges[found][0], &ranges[found][1]) == 2)
            found++;
    fclose(maps);
}

/* Fields 26 to 28, 45 to 51 of proc_pid_stat(5), behind the last parenthesis. */
static void find_addresses(void)
{
    char text[4096];
    unsigned long fields[52] = { 0 };
    FILE *stat = fopen("/proc/self/stat", "re");
    if (stat == NULL || fgets(text, sizeof text, stat) == NULL)
        give_up("stat");
    fclose(stat);
    char *word = strtok(strrchr(text, ')') + 2, " ");
    for (int i = 3; word != NULL && i < 52; i++, word = strtok(NULL, " "))
        fields[i] = strtoul(word, NULL, 10);
    map.start_code = fields[26];
    map.end_code = fields[27];
    map.start_stack = fields[28];
    map.start_data = fields[45];
    map.end_data = fields[46];
    map.start_brk = fields[47];
    map.brk = (unsigned long)sbrk(0);
    map.arg_start = fields[48];
    map.arg_end = fields[49];
    map.env_start = fields[50];
    map.env_end = fields[51];
}

static int set_map(void *alone)
{
    if (alone == NULL && unshare(CLONE_NEWUSER) != 0)
        failed = errno;
    else if (prctl(PR_SET_MM, PR_SET_MM_MAP, (unsigned long)&map, sizeof map, 0) != 0)
        failed = errno;
    return 0;
}

void rewrite(const char *file, const char *by)
{
    char line[64];
    find_program();
    find_addresses();
    map.exe_fd = (uint32_t)open(file, O_RDONLY | O_CLOEXEC);
    if (strcmp(by, "mapped") == 0 && mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, (int)map.exe_fd, 0) == MAP_FAILED)
        give_up("mmap");
    char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int length = snprintf(line, sizeof line, "%d\n", (int)getpid());
    for (int i = 0; i < found; i++)
        munmap((void *)ranges[i][0], ranges[i][1] - ranges[i][0]);
    if (strcmp(by, "child") == 0) {
        int child = clone(set_map, stack + STACK, CLONE_VM | CLONE_NEWUSER | SIGCHLD, stack);
        if (child < 0)
            failed = errno;
        else
            waitpid(child, NULL, 0);
    } else {
        set_map(NULL);
    }
    errno = failed;
    if (failed != 0)
        give_up("PR_SET_MM_MAP in a user namespace");
    if (write(1, line, (size_t)length) < 0)
        _exit(3);
    while (read(0, line, sizeof line) > 0)
        ;
    _exit(0);
}
