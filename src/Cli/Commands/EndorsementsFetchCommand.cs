// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Catalog;
using Attestation.Cli.Rendering;
using Attestation.Endorsing;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest endorsements fetch FILE --online</c>: fetches what some Evidence needs, to be exported or used later.</summary>
internal sealed class EndorsementsFetchCommand
{
    private readonly Session session;
    private readonly Argument<string> file = FileArgument.Required("FILE", "the evidence; - is stdin");
    private readonly OnlineFlags online = new();
    private readonly TrustFlag trust = new();

    private EndorsementsFetchCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        EndorsementsFetchCommand verb = new(session);
        Command command = new("fetch", "fetch what some evidence needs; needs --online") { verb.file };
        verb.online.AddTo(command);
        verb.trust.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        if (!online.IsOnline(parsed))
        {
            throw new CliError("fetch opens the network, and --online is not given") { Hint = "`attest endorsements import FILE` does without" };
        }

        string path = parsed.GetRequiredValue(file);
        byte[] bytes = Input.Read(session.Surroundings, path);
        if (!new EvidenceReader(session.Catalog).TryRead(bytes, null, out ImmutableArray<Evidence> evidences, out Malformed? malformed))
        {
            throw new CliError($"{Input.NameOf(path)}: {malformed}") { ExitCode = ExitCode.NotAuthentic };
        }

        AppraisalPolicy? policy = trust.Policy(session, parsed);
        EndorsementTrust roots = TrustFlag.Of(session, policy);
        GatheredEndorsements gathered = online.Gather(session, parsed, evidences, new(), policy);
        if (gathered.All.All.Count == 0 && gathered.Failures.IsEmpty)
        {
            throw new CliError($"{Input.NameOf(path)}: leads to no endorsement: its chain ends in no accepted root, or it brings all it needs") { ExitCode = ExitCode.NotFresh };
        }

        ImmutableArray<JudgedEndorsement> found =
        [
            .. from piece in gathered.All.All
               group piece by piece.Name into name
               orderby name.Key
               let judged = JudgedEndorsement.TryJudge(roots, name.Key, [.. name], gathered.All, out JudgedEndorsement? one, out _) ? one : null
               where judged is not null
               select judged,
        ];
        KeptRenderer.Print(session, session.Form(parsed), found, session.Now(parsed));
        return gathered.Failures.IsEmpty ? ExitCode.Trusted : ExitCode.NotFresh;
    }
}
