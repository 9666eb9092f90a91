/* SPDX-License-Identifier: Apache-2.0 */
/*
 * attack NAME [ARGUMENT...]: tries to be taken for another program. Prints the pid of the process that is to be measured, or
 * "skip WHY" where the kernel does not let it try, and waits for the end of its standard input.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int skip(const char *what)
{
    printf("skip %s: %s\n", what, strerror(errno));
    return 2;
}

static int hold(int pid)
{
    char line[64];
    printf("%d\n", pid);
    fflush(stdout);
    while (read(0, line, sizeof line) > 0)
        ;
    return 0;
}

/* A program that was never a file of a disk. */
static int from_memory(void)
{
    struct stat status;
    int own = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    int memory = memfd_create("trusted", MFD_CLOEXEC);
    char *arguments[] = { "trusted", "hold", NULL };
    if (own < 0 || memory < 0 || fstat(own, &status) != 0)
        return skip("memfd");
    for (off_t done = 0; done < status.st_size;)
        if (sendfile(memory, own, &done, (size_t)(status.st_size - done)) <= 0)
            return skip("sendfile");
    fexecve(memory, arguments, environ);
    return skip("fexecve");
}

/* A file that is executed by its descriptor when it has no name any more. */
static int unlinked(const char *path)
{
    char link[64];
    int file = open(path, O_RDONLY);
    char *arguments[] = { "trusted", "hold", NULL };
    if (file < 0 || unlink(path) != 0)
        return skip(path);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    execve(link, arguments, environ);
    return skip("execve");
}

/* The trusted file over this program's path, seen in this mount namespace alone. */
static int bind_over(const char *trusted, const char *own)
{
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return skip("unshare");
    if (mount(trusted, own, NULL, MS_BIND, NULL) != 0)
        return skip("mount");
    return hold(getpid());
}

static int trace(int pid)
{
    if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) != 0)
        return skip("ptrace");
    return hold(pid);
}

/* Writes into machine code without tracing: the same bytes, in memory of the process's own. */
static int patch(int pid)
{
    char path[64], line[4096], byte;
    unsigned long start = 0;
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL)
        if (strstr(line, " r-xp ") != NULL && sscanf(line, "%lx-", &start) == 1)
            break;
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    int memory = open(path, O_RDWR);
    if (memory < 0 || pread(memory, &byte, 1, (off_t)start) != 1 || pwrite(memory, &byte, 1, (off_t)start) != 1)
        return skip("mem");
    return hold(pid);
}

/* Connects, leaves the connection to a child, and becomes the trusted program: same pid, same start time. */
static int swap(const char *socket_path, const char *trusted)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    if (strlen(socket_path) >= sizeof address.sun_path)
        return 2;
    strcpy(address.sun_path, socket_path);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0)
        return skip("connect");
    if (fork() == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(0);
        close(1);
        pause();
        _exit(0);
    }
    execl(trusted, "trusted", (char *)NULL);
    return skip("exec");
}

/* A process whose namespaces are its own to name others in. */
static int own_namespaces(void)
{
    if (unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
        return skip("unshare");
    int child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        pause();
        _exit(0);
    }
    return hold(child);
}

static int as_user(unsigned id, const char *program)
{
    if (setgroups(0, NULL) != 0 || setresgid(id, id, id) != 0 || setresuid(id, id, id) != 0)
        return skip("setuid");
    execl(program, "trusted", (char *)NULL);
    return skip("exec");
}

static int half_user(unsigned id)
{
    if (seteuid(id) != 0)
        return skip("seteuid");
    return hold(getpid());
}

/* Takes a number that another process had: trusted once its number comes again. Needs the right to say which number is next. */
static int reuse(int pid, const char *trusted)
{
    for (int tries = 0; tries < 10000; tries++) {
        int last = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
        if (last < 0 || dprintf(last, "%d", pid - 1) < 0)
            return skip("ns_last_pid");
        close(last);
        int child = fork();
        if (child == 0) {
            if (getpid() != pid)
                _exit(0);
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            execl(trusted, "trusted", (char *)NULL);
            _exit(1);
        }
        waitpid(child, NULL, 0);
        if (child == pid)
            return 0;
    }
    errno = EAGAIN;
    return skip("the number did not come again");
}

static int rewrite_link(const char *library, const char *trusted, const char *by)
{
    void *code = dlopen(library, RTLD_NOW);
    void (*rewrite)(const char *, const char *) = code == NULL ? NULL : (void (*)(const char *, const char *))dlsym(code, "rewrite");
    if (rewrite == NULL)
        return skip(library);
    rewrite(trusted, by);
    return 3;
}

int main(int count, char **arguments)
{
    const char *name = count > 1 ? arguments[1] : "";
    if (strcmp(name, "hold") == 0)
        return hold(getpid());
    if (strcmp(name, "memory") == 0)
        return from_memory();
    if (strcmp(name, "namespaces") == 0)
        return own_namespaces();
    if (strcmp(name, "stop") == 0) {
        printf("%d\n", (int)getpid());
        fflush(stdout);
        return raise(SIGSTOP);
    }
    if (count == 3 && strcmp(name, "unlinked") == 0)
        return unlinked(arguments[2]);
    if (count == 3 && strcmp(name, "trace") == 0)
        return trace(atoi(arguments[2]));
    if (count == 3 && strcmp(name, "patch") == 0)
        return patch(atoi(arguments[2]));
    if (count == 3 && strcmp(name, "half-user") == 0)
        return half_user((unsigned)atoi(arguments[2]));
    if (count == 4 && strcmp(name, "bind") == 0)
        return bind_over(arguments[2], arguments[3]);
    if (count == 4 && strcmp(name, "swap") == 0)
        return swap(arguments[2], arguments[3]);
    if (count == 4 && strcmp(name, "as-user") == 0)
        return as_user((unsigned)atoi(arguments[2]), arguments[3]);
    if (count == 4 && strcmp(name, "reuse") == 0)
        return reuse(atoi(arguments[2]), arguments[3]);
    if (count == 5 && strcmp(name, "rewrite") == 0)
        return rewrite_link(arguments[2], arguments[3], arguments[4]);
    return 64;
}
