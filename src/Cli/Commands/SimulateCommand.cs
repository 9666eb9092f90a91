// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Cli.Rendering;
using Attestation.Cli.Simulation;
using Attestation.Machine.Simulator;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest simulate TEE --out DIR</c>: a machine made of memory writes Evidence, Endorsements and a policy.</summary>
internal sealed class SimulateCommand
{
    private const string EventLog = "ccel.bin";

    private readonly Session session;
    private readonly Option<string> directory = new("--out") { Description = "the folder that is written", HelpName = "DIR" };
    private readonly Option<string?> fault = new("--fault") { Description = "one thing that the machine does wrong", HelpName = "NAME" };
    private readonly Option<bool> faults = new("--list-faults") { Description = "list what it can do wrong, and write nothing" };
    private readonly Option<bool> force = new("--force") { Description = "overwrite files of the folder" };

    private SimulateCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        SimulateCommand verb = new(session);
        Command simulate = new("simulate", "write evidence of a simulated machine");
        foreach (SimulatedTee tee in SimulatedTee.All)
        {
            Command command = new(tee.Name, tee.Description) { verb.directory, verb.fault, verb.faults, verb.force };
            command.SetAction(parsed => (int)verb.Run(parsed, tee));
            simulate.Add(command);
        }

        return simulate;
    }

    private ExitCode Run(ParseResult parsed, SimulatedTee tee)
    {
        if (parsed.GetValue(faults))
        {
            return List(tee);
        }

        string folder = parsed.GetValue(directory) ?? throw new CliError("--out is missing: nowhere to write");
        DateTimeOffset now = session.Now(parsed);
        ISimulatedMachine machine = tee.TryCreate(now, parsed.GetValue(fault))
            ?? throw new CliError($"--fault: \"{parsed.GetValue(fault)}\" is not known")
            {
                Hint = $"`attest simulate {tee.Name} --list-faults` lists them",
            };
        ImmutableArray<SimulatedFile> files = [.. machine.Files(), new("endorsements/manifest.json", Manifest(machine, now))];
        foreach (SimulatedFile file in files)
        {
            string path = Path.Combine(folder, file.Path);
            OutputFile.MakeFolderOf(path);
            OutputFile.Write(session.Surroundings, path, file.Bytes.Span, parsed.GetValue(force));
        }

        Print(parsed, folder, files, now);
        return ExitCode.Trusted;
    }

    private ExitCode List(SimulatedTee tee)
    {
        int width = tee.Faults.Max(each => each.Name.Length);
        session.Print(page =>
        {
            foreach ((string name, string says) in tee.Faults)
            {
                page.Line($"{name.PadRight(width)}  {says}");
            }
        });
        return ExitCode.Trusted;
    }

    private void Print(ParseResult parsed, string folder, ImmutableArray<SimulatedFile> files, DateTimeOffset now)
    {
        if (session.Form(parsed) != OutputForm.Tree)
        {
            return;
        }

        session.Print(page =>
        {
            page.Line("SIMULATED: signed for real, under a root that nobody trusts but the policy beside it");
            string log = files.Any(file => file.Path == EventLog) ? $" --event-log {folder}/{EventLog}" : "";
            string inputs = $"{folder}/{files[0].Path} --policy {folder}/policy.json --endorsements {folder}/endorsements{log}";
            page.Line($"  attest verify {inputs} --at {UtcTime.Of(now)}");
        });
    }

    private static byte[] Manifest(ISimulatedMachine machine, DateTimeOffset now) => JsonDocuments.Write(json =>
    {
        json.WriteStartArray();
        foreach (Endorsement each in machine.Endorsements.All.OrderBy(each => each.Name + each.Suffix, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", each.Name + each.Suffix);
            json.WriteString("sha256", Hex.Of(each.Sha256));
            json.WriteString("retrievedAt", UtcTime.Of(now));
            json.WriteString("source", "simulator");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
#endif
