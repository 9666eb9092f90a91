// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Wire;
using Google.Protobuf;

namespace Attestation.Cli.Agents;

/// <summary>A verifier's nonce, which goes into a statement: <c>--nonce</c> and <c>--audience</c>.</summary>
internal sealed class NonceFlags
{
    private const int NonceBytes = 32;

    private readonly Option<string?> nonce = new("--nonce") { Description = "the nonce that a verifier gave, 64 hex digits; with --audience", HelpName = "HEX" };
    private readonly Option<string?> audience = new("--audience") { Description = "the verifier that gave it, as it names itself", HelpName = "TEXT" };

    /// <summary>Both flags.</summary>
    public ImmutableArray<Option<string?>> All => [nonce, audience];

    public void AddTo(Command command)
    {
        command.Add(nonce);
        command.Add(audience);
    }

    /// <summary>What was given; empty where nothing was.</summary>
    /// <exception cref="CliError">One without the other, or a nonce of another form.</exception>
    public (ByteString Nonce, string Audience) Read(ParseResult parsed)
    {
        (string? hex, string? to) = (parsed.GetValue(nonce), parsed.GetValue(audience));
        if (hex is null != string.IsNullOrEmpty(to))
        {
            throw new CliError("--nonce and --audience go together: a nonce counts for the verifier that gave it, and for nobody else");
        }

        return hex is null ? (ByteString.Empty, "")
            : Hex.TryRead(hex, NonceBytes, out byte[]? bytes) ? (ByteString.CopyFrom(bytes), to!)
            : throw new CliError($"--nonce: is no {2 * NonceBytes} hex digits") { Hint = "the verifier makes it, so that it knows that the statement is newer" };
    }
}
