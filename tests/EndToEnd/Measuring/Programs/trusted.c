/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trusted [threads|children]: the program that identities are for. Says its pid, then waits for the end of its standard input,
 * alone, among threads, or with unrelated children that have none of its descriptors.
 * trusted relay SOCKET: speaks on the agent's socket what it is told to, by itself. trusted pause: waits for a signal.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "relay.h"

static void *idle(void *nothing)
{
    pause();
    return nothing;
}

static void unrelated(void)
{
    if (fork() == 0) {
        close(0);
        close(1);
        execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    wait(NULL);
}

int main(int count, char **arguments)
{
    const char *mode = count > 1 ? arguments[1] : "";
    char line[64];
    pthread_t thread;
    if (count == 3 && strcmp(mode, "relay") == 0)
        return relay(connect_to(arguments[2]), plainly, NULL);
    if (strcmp(mode, "pause") == 0)
        return pause();
    for (int i = 0; i < 8 && strcmp(mode, "threads") == 0; i++)
        pthread_create(&thread, NULL, idle, NULL);
    for (int i = 0; i < 3 && strcmp(mode, "children") == 0; i++)
        unrelated();
    printf("%d\n", (int)getpid());
    fflush(stdout);
    while (read(0, line, sizeof line) > 0)
        ;
    return 0;
}
