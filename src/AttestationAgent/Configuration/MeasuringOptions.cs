// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Configuration;
using Attestation.Grpc;

namespace Attestation.Agent.Configuration;

/// <summary>What is told of measured processes beside their programs.</summary>
internal sealed record MeasuringOptions
{
    /// <summary>SHA-256 of interpreters that run what their arguments name, lower-case hex; the arguments are the process's own word.</summary>
    public required ImmutableArray<string> InterpretersUnsafe { get; init; }

    /// <summary>Socket of the node's container runtime (CRI), which is asked for images of containers; null asks nobody.</summary>
    public required string? CriSocket { get; init; }

    public static MeasuringOptions Read(ConfigSection section)
    {
        MeasuringOptions options = new()
        {
            InterpretersUnsafe = ProgramDigestList.Read(section, "interpretersUnsafe"),
            CriSocket = section.Text("criSocket"),
        };
        if (options.CriSocket is { } socket && !IsPath(socket))
        {
            section.Report("criSocket", $"is \"{socket}\", want an absolute path of at most {UnixSocket.MaxPathBytes} bytes");
        }

        section.Done();
        return options;
    }

    /// <summary>True where nothing differs.</summary>
    public bool IsSame(MeasuringOptions other) => InterpretersUnsafe.SequenceEqual(other.InterpretersUnsafe) && CriSocket == other.CriSocket;

    private static bool IsPath(string path) => Path.IsPathRooted(path) && !path.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(path) <= UnixSocket.MaxPathBytes;
}
