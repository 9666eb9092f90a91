// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Endorsing;
using Attestation.Planning;

namespace Attestation.Cli.Commands;

/// <summary><c>attest endorsements import FILE</c>: brings an exported file to a machine without a network.</summary>
internal sealed class EndorsementsImportCommand
{
    private readonly Session session;
    private readonly Argument<string> file = FileArgument.Required("FILE", "what `attest endorsements export` wrote; - is stdin");
    private readonly CacheFlag cache = new();
    private readonly TrustFlag trust = new();

    private EndorsementsImportCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        EndorsementsImportCommand verb = new(session);
        Command command = new("import", "keep what a file holds, if it verifies") { verb.file };
        verb.cache.AddTo(command);
        verb.trust.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(file);
        EndorsementTrust roots = trust.Read(session, parsed);
        if (!EndorsementArchive.TryUnpack(Input.Read(session.Surroundings, path), roots.Tees, out ImmutableArray<Endorsement> endorsements, out string? problem))
        {
            throw new CliError($"{Input.NameOf(path)}: {problem}");
        }

        EndorsementImport import = new(cache.Open(session, parsed, roots), session.Surroundings.Clock);
        ImmutableArray<ImportedEndorsement> all = import.RunAsync(endorsements, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Print(parsed, all);
        return Worst(all);
    }

    private void Print(ParseResult parsed, ImmutableArray<ImportedEndorsement> all)
    {
        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => Rendering.KeptRenderer.WriteImported(json, all));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page =>
            {
                foreach (ImportedEndorsement each in all)
                {
                    page.Marked(OutcomeOf(each), "  ", $"{each.Name}   {Say(each)}");
                }
            });
        }
    }

    private static Outcome OutcomeOf(ImportedEndorsement imported) => imported.Outcome switch
    {
        CacheOutcome.Kept => Outcome.Pass,
        CacheOutcome.Older => Outcome.Warn,
        _ => Outcome.Fail,
    };

    private static string Say(ImportedEndorsement imported) => imported.Outcome switch
    {
        CacheOutcome.Kept => "kept",
        CacheOutcome.Older => "older than what is kept already, left out",
        _ => imported.Because ?? "cannot be written",
    };

    private static ExitCode Worst(ImmutableArray<ImportedEndorsement> all) =>
        all.Any(each => each.State == EndorsementState.Refused) ? ExitCode.NotAuthentic
        : all.Any(each => each.State != EndorsementState.Valid) ? ExitCode.NotFresh
        : all.Any(each => each.Outcome == CacheOutcome.NotWritten) ? ExitCode.Unusable
        : ExitCode.Trusted;
}
