// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Cli.Logs;
using Attestation.Cli.Rendering;

namespace Attestation.Cli.Commands;

/// <summary><c>attest log verify DIR</c>: every file of a run, or of every run; names the first thing that is wrong.</summary>
internal sealed class LogVerifyCommand
{
    private readonly Session session;
    private readonly Argument<string> directory = FileArgument.Required("DIR", $"{LogCommand.Directory}; of several runs each");

    private LogVerifyCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        LogVerifyCommand verb = new(session);
        Command command = new("verify", "check every file of a run: checkpoint, entries, tiles, evidence") { verb.directory };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        LogFolder folder = LogFolder.Open(parsed.GetRequiredValue(directory));
        if (folder.Runs.Count == 0)
        {
            throw new CliError($"{folder.Path}: holds no run") { ExitCode = ExitCode.NotFresh };
        }

        using Progress progress = new(session.Surroundings);
        RunInspection inspection = new(session.Catalog, (leaves, size) => progress.Show($"{leaves} of {size} leaves"));
        ImmutableArray<RunReport> reports = [.. folder.Runs.Select(inspection.Inspect)];
        progress.Dispose();
        Outcome outcome = Finding.Worst([.. reports.SelectMany(each => each.Findings)]);
        Print(parsed, reports, outcome);
        return Finding.ExitCodeOf(outcome);
    }

    private void Print(ParseResult parsed, ImmutableArray<RunReport> reports, Outcome outcome)
    {
        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => RunRenderer.Write(json, reports, outcome));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => RunRenderer.Print(page, reports));
        }
    }
}
