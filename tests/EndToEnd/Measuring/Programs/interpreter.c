/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter SCRIPT [CLAIMED]: stands for a program that runs what its arguments name. Says its pid, then waits for the end of its
 * standard input. With CLAIMED, no longer than SCRIPT, it first writes that over SCRIPT in its own arguments.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    char line[64];
    if (count < 2)
        return 2;
    if (count == 3) {
        size_t room = strlen(arguments[1]);
        if (strlen(arguments[2]) > room)
            return 2;
        strncpy(arguments[1], arguments[2], room);
    }
    printf("%d\n", (int)getpid());
    fflush(stdout);
    while (fgets(line, sizeof line, stdin))
        ;
    return 0;
}
