// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Attestation.Wire;

namespace Attestation.Kernel.Procfs;

/// <summary>What <c>/proc/PID/status</c> says of credentials and of a tracer (proc_pid_status(5)).</summary>
/// <param name="Uids">Real, effective, saved and file-system uid.</param>
/// <param name="Gids">The same of the group.</param>
/// <param name="Tracer">Pid of who traces it; 0 for nobody.</param>
/// <param name="Rights">Lines of pid namespaces, capabilities and seccomp as they stand; compared, not interpreted.</param>
public sealed record ProcessStatus(ProcessIds Uids, ProcessIds Gids, int Tracer, string Rights)
{
    private const string Structure = "status";
    private static readonly ImmutableArray<string> RightsLines =
        ["NStgid", "NSpid", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp", "Seccomp_filters"];

    /// <summary>Reads the file. The kernel escapes line ends in the process's own name: no line is the process's to write.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> text, [NotNullWhen(true)] out ProcessStatus? parsed, [NotNullWhen(false)] out Malformed? malformed)
    {
        string[] lines = Encoding.UTF8.GetString(text.Span).Split('\n');
        parsed = null;
        malformed =
            !ProcessIds.TryParse(ValueOf(lines, "Uid"), out ProcessIds uids) ? new(Structure, "Uid", "want four numbers")
            : !ProcessIds.TryParse(ValueOf(lines, "Gid"), out ProcessIds gids) ? new(Structure, "Gid", "want four numbers")
            : !int.TryParse(ValueOf(lines, "TracerPid"), NumberStyles.None, CultureInfo.InvariantCulture, out int tracer) ? new(Structure, "TracerPid", "want a number")
            : Take(new(uids, gids, tracer, string.Join('\n', RightsLines.Select(name => $"{name}:{ValueOf(lines, name)}"))), out parsed);
        return parsed is not null && malformed is null;
    }

    private static Malformed? Take(ProcessStatus read, out ProcessStatus parsed)
    {
        parsed = read;
        return null;
    }

    // A field that comes twice is no field.
    private static string? ValueOf(string[] lines, string name)
    {
        string[] found = [.. lines.Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] == ':').Take(2)];
        return found.Length == 1 ? found[0][(name.Length + 1)..].Trim('\t', ' ') : null;
    }
}
