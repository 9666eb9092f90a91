// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Cli.Logs;
using Attestation.Cli.Rendering;

namespace Attestation.Cli.Commands;

/// <summary><c>attest log audit DIR</c>: the chain of runs, and what others remember of it.</summary>
internal sealed class LogAuditCommand
{
    private readonly Session session;
    private readonly Argument<string> directory = FileArgument.Required("DIR", LogCommand.Directory);
    private readonly Option<string[]> known = new("--known-checkpoint")
    {
        Description = "a checkpoint that was kept elsewhere; what is here must continue it",
        HelpName = "FILE",
    };

    private LogAuditCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        LogAuditCommand verb = new(session);
        Command command = new("audit", "check that runs form one chain, and that nothing was rolled back") { verb.directory, verb.known };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        ImmutableArray<RememberedHead> remembered = [.. (parsed.GetValue(known) ?? []).Select(path => RememberedHead.Read(session, path))];
        RunChain chain = new RunChain(LogFolder.Open(parsed.GetRequiredValue(directory))).Read();
        ImmutableArray<ChainLink> links = chain.Links();
        ImmutableArray<Finding> others = [.. new[] { links.IsEmpty ? null : chain.Current() }.OfType<Finding>(), .. remembered.Select(each => each.Judge(chain))];
        Outcome outcome = Finding.Worst([.. links.Select(each => each.Finding), .. others]);
        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => ChainRenderer.Write(json, links, others, outcome));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => ChainRenderer.Print(page, links, others, outcome));
        }

        return Finding.ExitCodeOf(outcome);
    }
}
