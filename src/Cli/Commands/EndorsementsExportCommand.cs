// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Endorsing;

namespace Attestation.Cli.Commands;

/// <summary><c>attest endorsements export FILE</c>: everything that is kept, in one file with a manifest of digests.</summary>
internal sealed class EndorsementsExportCommand
{
    private readonly Session session;
    private readonly Argument<string> file = new("FILE") { Description = "the tar file to write; - is stdout" };
    private readonly Option<bool> force = new("--force") { Description = "overwrite the file" };
    private readonly CacheFlag cache = new();
    private readonly TrustFlag trust = new();

    private EndorsementsExportCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        EndorsementsExportCommand verb = new(session);
        Command command = new("export", "write all that is kept to one file, for machines without a network") { verb.file, verb.force };
        verb.cache.AddTo(command);
        verb.trust.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(file);
        if (path == Input.Stdin && session.Surroundings.StdoutIsTerminal)
        {
            throw new CliError("FILE is -, and stdout is a terminal: bytes are not written there");
        }

        Endorsement[] all = [.. cache.Open(session, parsed, trust.Read(session, parsed)).ReadAll().SelectMany(each => each.Pieces)];
        if (all.Length == 0)
        {
            throw new CliError("nothing is kept that could be exported") { Hint = "`attest endorsements fetch FILE --online` fetches what some evidence needs" };
        }

        OutputFile.Write(session.Surroundings, path, EndorsementArchive.Pack(all), parsed.GetValue(force));
        return ExitCode.Trusted;
    }
}
