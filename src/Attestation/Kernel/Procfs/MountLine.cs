// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Attestation.Wire;

namespace Attestation.Kernel.Procfs;

/// <summary>A mount that a process sees (proc_pid_mountinfo(5)).</summary>
/// <param name="Id">Unique among the mounts that there are now.</param>
/// <param name="FileSystem">Type of the file system, for example <c>ext4</c> or <c>fuse.sshfs</c>.</param>
public readonly record struct MountLine(ulong Id, string FileSystem)
{
    private const string Structure = "mountinfo";
    private const string EndOfOptionalFields = " - ";

    /// <summary>Reads the file, one mount a line. The kernel escapes spaces and line ends in paths.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, out ImmutableArray<MountLine> parsed, [NotNullWhen(false)] out Malformed? malformed)
    {
        ImmutableArray<MountLine>.Builder mounts = ImmutableArray.CreateBuilder<MountLine>();
        parsed = [];
        malformed = null;
        foreach (string line in Encoding.UTF8.GetString(text.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int type = line.IndexOf(EndOfOptionalFields, StringComparison.Ordinal);
            if (type < 0 || !ulong.TryParse(line.Split(' ', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong id))
            {
                malformed = new(Structure, "mount", $"is \"{line}\", want an id first and a file system behind \" - \"");
                return false;
            }

            mounts.Add(new(id, line[(type + EndOfOptionalFields.Length)..].Split(' ', 2)[0]));
        }

        parsed = mounts.ToImmutable();
        return true;
    }
}
