/* SPDX-License-Identifier: Apache-2.0 */
/* A library for LD_PRELOAD and LD_AUDIT. With HIDE in its environment it overwrites every variable, so that /proc/PID/environ shows none. */
#include <stdlib.h>
#include <string.h>

extern char **environ;

unsigned la_version(unsigned version)
{
    return version;
}

__attribute__((constructor)) static void loaded(void)
{
    if (getenv("HIDE") == NULL)
        return;
    for (char **each = environ; *each != NULL; each++)
        memset(*each, 'x', strlen(*each));
}
