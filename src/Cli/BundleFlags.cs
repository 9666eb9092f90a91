// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Catalog;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli;

/// <summary>What a person asks of a proof bundle beside the policy: remembered checkpoints, an answered nonce, bound keys.</summary>
internal sealed class BundleFlags
{
    private const int NonceBytes = 32;

    private readonly Option<string[]> known = new("--known-checkpoint")
    {
        Description = "a checkpoint of the log that you kept: it must be a beginning of the bundle's",
        HelpName = "FILE",
    };

    private readonly Option<string?> nonce = new("--nonce") { Description = "a nonce that you issued, 64 hex digits: a statement must answer it", HelpName = "HEX" };
    private readonly Option<string?> audience = new("--audience") { Description = "whom the nonce is of: you", HelpName = "TEXT" };
    private readonly SubjectFlags subjects = new();

    /// <summary>Gives a verb these flags.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(known);
        command.Options.Add(nonce);
        command.Options.Add(audience);
        subjects.AddTo(command);
    }

    /// <summary>What is asked.</summary>
    /// <exception cref="CliError">A file is no checkpoint, or one of nonce and audience is missing or malformed.</exception>
    public BundleQuestion Question(Session session, ParseResult parsed) => new()
    {
        Known = [.. (parsed.GetValue(known) ?? []).Select(path => Known(session, path))],
        Nonce = Nonce(parsed),
        Subjects = subjects.Subjects(session, parsed),
    };

    /// <summary>Bare Evidence has no log and no statement.</summary>
    /// <exception cref="CliError">One of the flags is given.</exception>
    public void RequireNone(ParseResult parsed)
    {
        string? given = parsed.GetValue(known) is { Length: > 0 } ? known.Name
            : parsed.GetValue(nonce) is not null ? nonce.Name
            : parsed.GetValue(audience) is not null ? audience.Name
            : subjects.Given(parsed);
        if (given is not null)
        {
            throw new CliError($"{given}: FILE is not a proof bundle, and nothing else has a log or statements");
        }
    }

    private ExpectedNonce? Nonce(ParseResult parsed)
    {
        (string? hex, string? own) = (parsed.GetValue(nonce), parsed.GetValue(audience));
        if ((hex is null) != (own is null))
        {
            throw new CliError($"{nonce.Name} and {audience.Name} go together: {(hex is null ? nonce.Name : audience.Name)} is missing");
        }

        return hex is null || own is null ? null
            : Hex.TryRead(hex, NonceBytes, out byte[]? bytes) ? new(bytes, own)
            : throw new CliError($"{nonce.Name}: is {hex.Length} characters, want {2 * NonceBytes} hex digits");
    }

    private KnownCheckpoint Known(Session session, string path)
    {
        byte[] bytes = Input.Read(session.Surroundings, path);
        return Checkpoint.TryReadNote(bytes, out _, out Checkpoint? head, out Malformed? malformed)
            ? new(head.Origin.ToString(), head.Size, head.Root.Bytes.ToArray())
            : throw new CliError($"{known.Name}: {Input.NameOf(path)}: {malformed}");
    }
}
