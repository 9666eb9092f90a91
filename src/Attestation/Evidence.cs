// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Attestation;

/// <summary>What one TEE says of itself, as received and unverified.</summary>
/// <param name="Tee">The TEE's name, for example <c>tdx</c>.</param>
/// <param name="Parts">Its parts; each name once.</param>
public sealed record Evidence(string Tee, ImmutableArray<EvidencePart> Parts)
{
    /// <summary>The part of that name whose bytes are here.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out EvidencePart? part)
    {
        foreach (EvidencePart each in Parts)
        {
            if (each.Name == name && each.Sha256 is null)
            {
                part = each;
                return true;
            }
        }

        part = null;
        return false;
    }

    /// <summary>The same Evidence with each referenced event log replaced by the log of that digest, where it is given.</summary>
    /// <param name="logs">Event logs; matched by SHA-256 of all their bytes.</param>
    public Evidence WithEventLogs(IReadOnlyList<ReadOnlyMemory<byte>> logs) =>
        this with { Parts = [.. Parts.Select(part => Resolve(part, logs))] };

    private static EvidencePart Resolve(EvidencePart part, IReadOnlyList<ReadOnlyMemory<byte>> logs)
    {
        if (part.Sha256 is { } wanted)
        {
            foreach (ReadOnlyMemory<byte> log in logs)
            {
                if (System.Security.Cryptography.SHA256.HashData(log.Span).AsSpan().SequenceEqual(wanted.Span))
                {
                    return new(part.Name, log);
                }
            }
        }

        return part;
    }
}
