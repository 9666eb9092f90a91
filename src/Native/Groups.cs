// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Native;

/// <summary>Groups of this system, by <c>/etc/group</c> (group(5)): containers have no other source of them.</summary>
public static class Groups
{
    private const string Path = "/etc/group";
    private const int Fields = 4;

    /// <summary>The id of a group; null where there is none of that name. A number is taken as it is.</summary>
    public static uint? IdOf(string name) =>
        uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? id
        : File.Exists(Path) ? File.ReadLines(Path).Select(line => line.Split(':')).Where(line => line.Length == Fields && line[0] == name).Select(IdOf).FirstOrDefault()
        : null;

    private static uint? IdOf(string[] line) => uint.TryParse(line[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? id : null;
}
