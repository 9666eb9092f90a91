// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Configuration;
using Attestation.Grpc;

namespace Attestation.Agent.Configuration;

/// <summary>How processes are measured, and what is told of them beside their programs.</summary>
internal sealed record MeasuringOptions
{
    private static readonly TimeSpan LongestSettlingTime = TimeSpan.FromMinutes(1);

    /// <summary>SHA-256 of interpreters that run what their arguments name, lower-case hex; the arguments are the process's own word.</summary>
    public required ImmutableArray<string> InterpretersUnsafe { get; init; }

    /// <summary>Socket of the node's container runtime (CRI), which is asked for images of containers; null asks nobody.</summary>
    public required string? CriSocket { get; init; }

    /// <summary>Whether every exec of the machine is recorded: the start fails where the kernel does not tell of them.</summary>
    public required bool ExecRecords { get; init; }

    /// <summary>A process that <c>MeasureProcess</c> is asked about so soon after its exec is refused, where that is recorded.</summary>
    public required TimeSpan SettlingTime { get; init; }

    public static MeasuringOptions Read(ConfigSection section)
    {
        MeasuringOptions options = new()
        {
            InterpretersUnsafe = ProgramDigestList.Read(section, "interpretersUnsafe"),
            CriSocket = section.Text("criSocket"),
            ExecRecords = section.Boolean("execRecords", absent: false),
            SettlingTime = section.Duration("settlingTime", TimeSpan.FromSeconds(1)),
        };
        if (options.CriSocket is { } socket && !IsPath(socket))
        {
            section.Report("criSocket", $"is \"{socket}\", want an absolute path of at most {UnixSocket.MaxPathBytes} bytes");
        }

        if (options.SettlingTime > LongestSettlingTime)
        {
            section.Report("settlingTime", $"is {options.SettlingTime}, want at most PT1M");
        }

        section.Done();
        return options;
    }

    /// <summary>True where nothing differs.</summary>
    public bool IsSame(MeasuringOptions other) =>
        InterpretersUnsafe.SequenceEqual(other.InterpretersUnsafe)
        && (CriSocket, ExecRecords, SettlingTime) == (other.CriSocket, other.ExecRecords, other.SettlingTime);

    private static bool IsPath(string path) => Path.IsPathRooted(path) && !path.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(path) <= UnixSocket.MaxPathBytes;
}
