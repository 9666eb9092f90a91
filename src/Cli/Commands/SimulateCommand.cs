// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.CommandLine;
using Attestation.Cli.Rendering;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Simulator.Faults;
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
        Command tdx = new("tdx", "a simulated Intel TDX machine") { verb.directory, verb.fault, verb.faults, verb.force };
        tdx.SetAction(parsed => (int)verb.Run(parsed));
        return new("simulate", "write evidence of a simulated machine") { tdx };
    }

    private ExitCode Run(ParseResult parsed)
    {
        if (parsed.GetValue(faults))
        {
            return List();
        }

        string folder = parsed.GetValue(directory) ?? throw new CliError("--out is missing: nowhere to write");
        DateTimeOffset now = session.Now(parsed);
        SimulatedTdxMachine machine = SimulatedTdxMachine.Create(Faulty(parsed, SimulatedTdxOptions.At(now)));
        SimulatedFile[] files = [.. machine.Files(), new("endorsements/manifest.json", Manifest(machine, now))];
        foreach (SimulatedFile file in files)
        {
            string path = Path.Combine(folder, file.Path);
            OutputFile.MakeFolderOf(path);
            OutputFile.Write(session.Surroundings, path, file.Bytes.Span, parsed.GetValue(force));
        }

        Print(parsed, folder, now, hasLog: files.Any(file => file.Path == EventLog));
        return ExitCode.Trusted;
    }

    private ExitCode List()
    {
        int width = TdxFault.All.Max(each => each.Name.Length);
        session.Print(page =>
        {
            foreach (Fault<SimulatedTdxOptions> each in TdxFault.All)
            {
                page.Line($"{each.Name.PadRight(width)}  {each.Says}");
            }
        });
        return ExitCode.Trusted;
    }

    private SimulatedTdxOptions Faulty(ParseResult parsed, SimulatedTdxOptions honest)
    {
        if (parsed.GetValue(fault) is not { } name)
        {
            return honest;
        }

        return TdxFault.TryGet(name, out Fault<SimulatedTdxOptions>? found)
            ? honest.With(found)
            : throw new CliError($"--fault: \"{name}\" is not known") { Hint = "`attest simulate tdx --list-faults` lists them" };
    }

    private void Print(ParseResult parsed, string folder, DateTimeOffset now, bool hasLog)
    {
        if (session.Form(parsed) != OutputForm.Tree)
        {
            return;
        }

        session.Print(page =>
        {
            page.Line("SIMULATED: signed for real, under a root that nobody trusts but the policy beside it");
            string log = hasLog ? $" --event-log {folder}/{EventLog}" : "";
            string inputs = $"{folder}/quote.bin --policy {folder}/policy.json --endorsements {folder}/endorsements{log}";
            page.Line($"  attest verify {inputs} --at {UtcTime.Of(now)}");
        });
    }

    private static byte[] Manifest(SimulatedTdxMachine machine, DateTimeOffset now) => JsonDocuments.Write(json =>
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
