// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Groups of this machine, as its name services know them.</summary>
public static class Groups
{
    private const int FirstBytes = 1024;
    private const int MostBytes = 1024 * 1024;

    /// <summary>The group's gid; false where there is no such group. A number that is no name is itself: in a container groups have none.</summary>
    /// <param name="name">Its name, or its number in decimal.</param>
    /// <param name="gid">Its number.</param>
    /// <exception cref="KernelException">The name services do not answer.</exception>
    public static bool TryFind(string name, out uint gid)
    {
        for (int room = FirstBytes; ; room *= 2)
        {
            Errno errno = Look(name, room, out bool isFound, out gid);
            if (errno != Errno.ERANGE || room >= MostBytes)
            {
                // Where there is no such group some name services say ENOENT, ESRCH or EPERM.
                return errno is Errno.None or Errno.ENOENT or Errno.ESRCH or Errno.EPERM
                    ? isFound || uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out gid)
                    : throw new KernelException("getgrnam_r", name, errno);
            }
        }
    }

    private static unsafe Errno Look(string name, int bytes, out bool isFound, out uint gid)
    {
        byte[] room = new byte[bytes];
        Accounts.Group group = default;
        Accounts.Group* found = null;
        fixed (byte* start = room)
        {
            Errno errno = (Errno)Accounts.FindGroup(name, &group, start, (nuint)bytes, &found);
            isFound = errno == Errno.None && found is not null;
            gid = isFound ? group.Gid : 0;
            return errno;
        }
    }
}
