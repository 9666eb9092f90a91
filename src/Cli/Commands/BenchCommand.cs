// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Xml;
using Attestation.AgentClient;
using Attestation.Cli.Agents;
using Attestation.Cli.Benchmarking;
using Attestation.Cli.Doctoring;
using Attestation.Cli.Rendering;

namespace Attestation.Cli.Commands;

/// <summary><c>attest bench</c>: statements or bindings a second, and how long each took, against a running agent.</summary>
internal sealed class BenchCommand
{
    private const int MostCallers = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly Session session;
    private readonly AgentFlag agent = new();
    private readonly Option<string> callers = new("--callers") { Description = "statements or bindings in flight at a time (default: 64)", HelpName = "N" };
    private readonly Option<string> duration = new("--duration") { Description = "how long, such as PT10S (the default)", HelpName = "D" };

    private readonly Option<bool> bind = new("--bind") { Description = "bind new keys to this program instead, for the purpose user" };

    private BenchCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        BenchCommand verb = new(session);
        Command command = new("bench", "append statements to the running agent, and measure") { verb.callers, verb.duration, verb.bind };
        verb.agent.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) => (int)await verb.RunAsync(parsed, cancellationToken).ConfigureAwait(false));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        BenchCall call = parsed.GetValue(bind) ? BenchCall.Bind : BenchCall.Append;
        BenchRun run = new(agent.Directory(parsed), call, Callers(parsed), session.Surroundings.Clock);
        TimeSpan span = Duration(parsed);
        try
        {
            BenchOutcome outcome = await MeasureAsync(run, call, span, cancellationToken).ConfigureAwait(false);
            Print(parsed, outcome);
            return outcome.Latencies.Count > 0 ? ExitCode.Trusted : ExitCode.NoEvidence;
        }
        catch (AgentException refused)
        {
            throw AgentRefusal.Of(refused, agent.Directory(parsed), call.Socket);
        }
    }

    private async Task<BenchOutcome> MeasureAsync(BenchRun run, BenchCall call, TimeSpan span, CancellationToken cancellationToken)
    {
        using Progress progress = new(session.Surroundings);
        return await run.RunAsync(span, (elapsed, answered) => progress.Show(ProgressOf(elapsed, span, $"{answered} {call.Answers}")), cancellationToken).ConfigureAwait(false);
    }

    // It never gets shorter: the line is written over itself. The last answers may come after the end.
    private static string ProgressOf(TimeSpan elapsed, TimeSpan span, string answered) => string.Create(
        CultureInfo.InvariantCulture, $"{(elapsed < span ? elapsed : span).TotalSeconds:F0} of {span.TotalSeconds:F0} s, {answered}");

    private void Print(ParseResult parsed, BenchOutcome outcome)
    {
        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => BenchRenderer.Write(json, outcome, KernelVersion.Read()));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => BenchRenderer.Print(page, outcome));
        }
    }

    private int Callers(ParseResult parsed)
    {
        string text = parsed.GetValue(callers) ?? "64";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= MostCallers
            ? count
            : throw new CliError($"--callers: is \"{text}\", want 1 to {MostCallers}");
    }

    private TimeSpan Duration(ParseResult parsed)
    {
        string text = parsed.GetValue(duration) ?? "PT10S";
        try
        {
            TimeSpan span = text is ['P', ..] ? XmlConvert.ToTimeSpan(text) : TimeSpan.Zero;
            return span > TimeSpan.Zero && span <= Longest ? span : throw new FormatException();
        }
        catch (Exception refused) when (refused is FormatException or OverflowException)
        {
            throw new CliError($"--duration: is \"{text}\", want more than nothing and at most {Longest.TotalHours} h, such as PT10S or PT2M");
        }
    }
}
