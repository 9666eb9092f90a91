// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary><c>user-data/v1</c>: this peer, which was not measured, handed in these digests.</summary>
/// <param name="Digests">1 to 8 subjects named <c>data</c>.</param>
/// <param name="Peer">Who handed them in.</param>
public sealed record UserData(ImmutableArray<Subject> Digests, ProcessPeer Peer) : IPredicate
{
    /// <summary>A verifier's nonce, 32 bytes; null where none was asked for.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>The verifier that the nonce is of; beside a nonce, and not without one.</summary>
    public string? Audience { get; init; }

    /// <inheritdoc/>
    public PredicateType Type => PredicateTypes.UserData;

    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects => Digests;

    /// <inheritdoc/>
    public void WriteTo(JsonItemWriter json)
    {
        json.WriteString("measured", "none");
        json.WriteStartObject("peer");
        json.WriteNumber("pid", Peer.Pid);
        json.WriteCounter("startTime", Peer.StartTime);
        json.WriteNumber("uid", Peer.Uid);
        json.WriteNumber("gid", Peer.Gid);
        json.WriteEndObject();
        if (Nonce is { } nonce)
        {
            json.WriteHex("nonce", nonce);
        }

        if (Audience is not null)
        {
            json.WriteString("audience", Audience);
        }
    }
}
