/* SPDX-License-Identifier: Apache-2.0 */
/*
 * peer PATH: connects to a unix socket; a child of the process that connected relays its standard input and output.
 * When the first process is killed the connection goes on, in other hands.
 */
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int move(int from, int to)
{
    char buffer[65536];
    ssize_t got = read(from, buffer, sizeof buffer);
    for (ssize_t done = 0; done < got;) {
        ssize_t put = write(to, buffer + done, (size_t)(got - done));
        if (put <= 0)
            return 0;
        done += put;
    }
    return got > 0;
}

int main(int count, char **arguments)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    if (count != 2 || strlen(arguments[1]) >= sizeof address.sun_path)
        return 2;
    strcpy(address.sun_path, arguments[1]);
    if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0)
        return 1;
    if (fork() > 0) {
        close(connection);
        close(0);
        close(1);
        wait(NULL);
        return 0;
    }
    for (;;) {
        struct pollfd ends[2] = { { .fd = 0, .events = POLLIN }, { .fd = connection, .events = POLLIN } };
        if (poll(ends, 2, -1) < 0)
            return 1;
        if (ends[0].revents != 0 && !move(0, connection))
            return 0;
        if (ends[1].revents != 0 && !move(connection, 1))
            return 0;
    }
}
