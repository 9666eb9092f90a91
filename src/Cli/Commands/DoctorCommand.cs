// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Cli.Agents;
using Attestation.Cli.Doctoring;
using Attestation.Cli.Rendering;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Cli.Commands;

/// <summary><c>attest doctor</c>: can Evidence be had here, and if not, why. Asks for no report, and falls back to nothing.</summary>
internal sealed class DoctorCommand
{
    private readonly Session session;
    private readonly AgentFlag agent = new();
    private readonly Option<bool> spire = new("--spire") { Description = "print the digests to pin in node.agents and node.callers" };

    private DoctorCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        DoctorCommand verb = new(session);
        Command command = new("doctor", "say whether evidence can be had on this machine, and what is in the way");
        verb.agent.AddTo(command);
        command.Options.Add(verb.spire);
        command.SetAction(async (parsed, cancellationToken) => (int)await verb.RunAsync(parsed, cancellationToken).ConfigureAwait(false));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        DoctorReport report = await LookAsync(parsed, cancellationToken).ConfigureAwait(false);
        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => DoctorRenderer.Write(json, report));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => DoctorRenderer.Print(page, report));
        }

        return report.ExitCode;
    }

    private async Task<DoctorReport> LookAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        IGuestKernel kernel = session.Surroundings.Kernel();
        DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
        DetectedGuest guest = await GuestDetection.LookAsync(kernel, session.Surroundings.Clock).ConfigureAwait(false);
        AgentProbe probe = await AgentProbe.AskAsync(agent.Directory(parsed), now, cancellationToken).ConfigureAwait(false);
        string? source = guest.Source is not null ? $"{guest.Provider} of this machine{(kernel.IsSimulated ? ", SIMULATED" : "")}" : probe.GivesEvidence ? "by the agent" : null;
        return new(source,
        [
            ("device", [.. guest.Probes.Select(Remark.Of)]),
            ("access", [.. DeviceAccess.Remarks(kernel)]),
            ("kernel", [.. KernelVersion.Remarks(guest.Provider)]),
            ("clock", [.. ClockSanity.Remarks(kernel.Boot, now)]),
            ("agent", [probe.Remark]),
            .. parsed.GetValue(spire) ? [("spire", [.. new SpirePrograms(new Processes()).Remarks(probe.Sha256)])] : Array.Empty<(string, ImmutableArray<Remark>)>(),
            ("build", [Simulators]),
        ]);
    }

    private static Remark Simulators => new(Outcome.Pass, "simulators", Build.HasSimulators
        ? "inside, for `attest simulate` alone: nothing falls back to them"
        : "none inside");
}
