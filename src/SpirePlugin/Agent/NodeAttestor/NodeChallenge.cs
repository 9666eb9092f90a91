// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Documents;
using Attestation.Json;
using Attestation.Wire;
using Grpc.Core;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>What a server asks: a statement over its nonce, or a piece of an event log (CONTRACTS, section 11.4). Unknown members are ignored.</summary>
internal abstract record NodeChallenge
{
    private const int NonceBytes = 32;
    private const int Sha256Digits = 64;

    private static readonly JsonLimits Limits = new(16 << 10) { Depth = 8 };

    /// <summary>A statement over this nonce.</summary>
    /// <param name="ServerNonce">32 bytes.</param>
    /// <param name="Predicates">Those that the server verifies.</param>
    internal sealed record Nonce(byte[] ServerNonce, ImmutableArray<string> Predicates) : NodeChallenge;

    /// <summary>A piece of an event log.</summary>
    /// <param name="Sha256">Of the whole log; lower-case hex.</param>
    /// <param name="Offset">Where the piece begins.</param>
    internal sealed record EventLogChunk(string Sha256, long Offset) : NodeChallenge;

    /// <exception cref="RpcException">InvalidArgument.</exception>
    public static NodeChallenge Read(ReadOnlyMemory<byte> bytes)
    {
        if (!StrictJson.TryParse(bytes, "challenge", Limits, out JsonItem? item, out Malformed? malformed))
        {
            throw Invalid(malformed.ToString());
        }

        return item.TryGet("serverNonce", out JsonItem? nonce) ? NonceOf(item, nonce)
            : item.TryGet("eventLog", out JsonItem? log) ? ChunkOf(item, log)
            : throw Invalid("challenge has neither serverNonce nor eventLog");
    }

    private static Nonce NonceOf(JsonItem item, JsonItem nonce) =>
        CanonicalBase64.TryDecode(nonce.Text, out byte[]? bytes) && bytes.Length == NonceBytes && item.TryGet("predicates", out JsonItem? predicates)
            ? new(bytes, [.. predicates.Items.Select(each => each.Text)])
            : throw Invalid($"serverNonce is not {NonceBytes} bytes of canonical base64 beside predicates");

    private static EventLogChunk ChunkOf(JsonItem item, JsonItem log) =>
        log.Text.Length == Sha256Digits && log.Text.All(char.IsAsciiHexDigitLower)
        && item.TryGet("offset", out JsonItem? offset) && offset.TryInteger(out long from) && from >= 0
            ? new(log.Text, from)
            : throw Invalid("eventLog is not a lower-case SHA-256 beside an offset");

    private static RpcException Invalid(string because) => new(new(StatusCode.InvalidArgument, because));
}
