// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Cli.Rendering;
using Attestation.Endorsing;

namespace Attestation.Cli.Commands;

/// <summary><c>attest endorsements list</c>: every document that is kept and authentic, with its age.</summary>
internal sealed class EndorsementsListCommand
{
    private readonly Session session;
    private readonly CacheFlag cache = new();
    private readonly TrustFlag trust = new();

    private EndorsementsListCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        EndorsementsListCommand verb = new(session);
        Command command = new("list", "list what is kept, with ages");
        verb.cache.AddTo(command);
        verb.trust.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        ImmutableArray<JudgedEndorsement> all = cache.Open(session, parsed, trust.Read(session, parsed)).ReadAll();
        KeptRenderer.Print(session, session.Form(parsed), all, session.Now(parsed));
        return ExitCode.Trusted;
    }
}
