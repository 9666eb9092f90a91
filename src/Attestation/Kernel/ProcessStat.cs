// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Attestation.Wire;

namespace Attestation.Kernel;

/// <summary>A process and its parent, as <c>/proc/PID/stat</c> has them.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Parent">Its parent's number; 0 where the parent is in no pid namespace of ours.</param>
/// <param name="StartTime">When it started, in clock ticks since boot.</param>
public readonly record struct ProcessStat(int Pid, int Parent, ulong StartTime)
{
    private const string Structure = "stat";
    private const int ParentBehindName = 2;
    private const int StartBehindName = 20;

    /// <summary>Reads fields 4 and 22 of proc_pid_stat(5).</summary>
    /// <param name="pid">Whose it is.</param>
    /// <param name="text">The file; the name in it is the process's own choice, parentheses and line ends included.</param>
    /// <param name="parsed">The process.</param>
    /// <param name="malformed">What is wrong, or null.</param>
    public static bool TryParse(int pid, ReadOnlyMemory<byte> text, out ProcessStat parsed, [NotNullWhen(false)] out Malformed? malformed)
    {
        string stat = Encoding.UTF8.GetString(text.Span);

        // The name stands in parentheses and may hold some: fields are counted behind the last.
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ');
        bool isRead = fields.Length > StartBehindName
            & int.TryParse(fields.ElementAtOrDefault(ParentBehindName), NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            & ulong.TryParse(fields.ElementAtOrDefault(StartBehindName), NumberStyles.None, CultureInfo.InvariantCulture, out ulong start);
        parsed = new(pid, parent, start);
        malformed = isRead ? null : new(Structure, "ppid, starttime", $"{fields.Length} fields behind the name, want numbers in the 2nd and 20th of them");
        return malformed is null;
    }
}
