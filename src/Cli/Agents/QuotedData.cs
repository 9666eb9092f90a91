// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.AgentClient.V1;
using Attestation.Statements;
using Attestation.Wire;
using Google.Protobuf;

namespace Attestation.Cli.Agents;

/// <summary>What a statement is to be about: a file or its digest, and perhaps a verifier's nonce.</summary>
internal sealed class QuotedData
{
    private readonly Option<string?> data = new("--data") { Description = "the file that the statement is about; its sha256 is sent, - is stdin", HelpName = "FILE" };
    private readonly Option<string?> digest = new("--digest") { Description = "its digest instead: sha256, sha384 or sha512", HelpName = "ALG:HEX" };
    private readonly NonceFlags nonce = new();

    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(digest);
        nonce.AddTo(command);
    }

    /// <summary>The first of the flags that is given, or null.</summary>
    public string? Given(ParseResult parsed) => new[] { data, digest }.Concat(nonce.All).FirstOrDefault(each => parsed.GetValue(each) is not null)?.Name;

    /// <summary>The body of the request.</summary>
    /// <exception cref="CliError">Flags that contradict one another, a digest or nonce of another form, a file that cannot be read.</exception>
    public UserDataBody Read(Session session, ParseResult parsed)
    {
        UserDataBody body = new();
        body.Digests.Add(DigestOf(session, parsed));
        (body.Nonce, body.Audience) = nonce.Read(parsed);
        return body;
    }

    private DataDigest DigestOf(Session session, ParseResult parsed) => (parsed.GetValue(data), parsed.GetValue(digest)) switch
    {
        ({ } file, null) => new() { Algorithm = Subject.Sha256, Value = ByteString.CopyFrom(Input.Sha256(session.Surroundings, file)) },
        (null, { } text) => Parse(text),
        (null, null) => throw new CliError("--data or --digest is missing: nothing to make a statement about") { Hint = "--raw asks for the newest evidence without a statement" },
        _ => throw new CliError("--data and --digest are both given, want one"),
    };

    private static DataDigest Parse(string text)
    {
        string[] parts = text.Split(':');
        return parts is [var algorithm, var hex] && Subject.DigestLength(algorithm) is { } length && Hex.TryRead(hex, length, out byte[]? value)
            ? new() { Algorithm = algorithm, Value = ByteString.CopyFrom(value) }
            : throw new CliError($"--digest: \"{text}\" is none, want sha256:, sha384: or sha512: and as many hex digits as that has");
    }
}
