/* SPDX-License-Identifier: Apache-2.0 */
/* A connection to a unix socket, and standard input and output copied to it and from it. */
#ifndef RELAY_H
#define RELAY_H

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* How bytes go to the connection. */
typedef ssize_t (*sending)(int to, const char *bytes, size_t count);

static inline int connect_to(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connection < 0 || strlen(path) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, path);
    return connect(connection, (struct sockaddr *)&address, sizeof address) == 0 ? connection : -1;
}

static inline ssize_t plainly(int to, const char *bytes, size_t count)
{
    return write(to, bytes, count);
}

static inline int move(int from, int to, sending send_by)
{
    char buffer[65536];
    ssize_t got = read(from, buffer, sizeof buffer);
    for (ssize_t done = 0; done < got;) {
        ssize_t put = send_by(to, buffer + done, (size_t)(got - done));
        if (put <= 0)
            return 0;
        done += put;
    }
    return got > 0;
}

/* Until either side ends, or until after(): asked when something went to the connection. */
static inline int relay(int connection, sending send_by, int (*after)(void))
{
    for (;;) {
        struct pollfd ends[2] = { { .fd = 0, .events = POLLIN }, { .fd = connection, .events = POLLIN } };
        if (poll(ends, 2, -1) < 0) {
            if (errno == EINTR)
                continue;
            return 1;
        }
        if (ends[1].revents != 0 && !move(connection, 1, plainly))
            return 0;
        if (ends[0].revents != 0) {
            if (!move(0, connection, send_by))
                return 0;
            if (after != NULL && after())
                return 0;
        }
    }
}

#endif
