// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Agent.Configuration;
using Attestation.Configuration;

namespace Attestation.Agent;

/// <summary>Flags of <c>attestation-agent</c> (CONTRACTS, section 11.1).</summary>
internal sealed class CommandLine
{
    private const string Prefix = "ATTESTATION_AGENT__";
    private const string DefaultFile = "/etc/attestation-agent/agent.json";

    private readonly Option<string?> config = new("--config") { Description = $"configuration file (default {DefaultFile}, where it is there)", HelpName = "FILE" };
    private readonly Option<string?> state = new("--state") { Description = "state directory", HelpName = "DIR" };
    private readonly Option<string?> sockets = new("--sockets") { Description = "socket directory", HelpName = "DIR" };
    private readonly Option<string?> trustDomain = new("--trust-domain") { Description = "first part of the log's origin", HelpName = "TD" };
    private readonly Option<string?> tee = new("--tee") { Description = "the tee that this machine must have", HelpName = "NAME" };
#if SIMULATORS
    private readonly Option<string?> simulate = new("--simulate") { Description = "run on a simulated machine: tdx or sev-snp", HelpName = "TEE" };
    private readonly Option<string?> latency = new("--latency") { Description = "how long the simulated device takes: none, tdx-stock, tdx-fast-poll or sev-snp", HelpName = "MODEL" };
    private readonly Option<string?> fault = new("--fault") { Description = "what the simulated machine does wrong, by a name of 'attest simulate --list-faults'", HelpName = "NAME" };
    private readonly Option<bool> once = new("--once") { Description = "append one statement, show what a verifier sees of it, and end" };
    private readonly Option<string?> output = new("--out") { Description = "write bundle.json of one statement, and a policy.json that accepts this simulated machine", HelpName = "DIR" };
#endif

    /// <summary>Runs the agent as the flags say.</summary>
    /// <returns>The exit code.</returns>
    public int Run(string[] args)
    {
        RootCommand root = new("attestation-agent: owns the TEE and the node's transparency log") { config, state, sockets, trustDomain, tee };
        Versioned(root);
#if SIMULATORS
        simulate.AcceptOnlyFromAmong([.. Machine.SimulatedMachines.Names]);
        latency.AcceptOnlyFromAmong([.. Machine.SimulatedMachines.Latencies.Keys]);
        foreach (Option option in new Option[] { simulate, latency, fault, once, output })
        {
            root.Add(option);
        }
#endif
#if SIMULATORS
        root.Validators.Add(result =>
        {
            string? machine = result.GetValue(simulate);
            bool isMeant = result.GetValue(once) || new[] { output, latency, fault }.Any(each => result.GetValue(each) is not null);
            if (machine is null && isMeant)
            {
                result.AddError("--once, --out, --latency and --fault need --simulate TEE: a real machine's vendor cannot be made up");
            }
            else if (machine is not null && result.GetValue(fault) is { } name && !Machine.SimulatedMachines.Has(machine, name))
            {
                result.AddError($"--fault {name}: {machine} has no such fault; 'attest simulate {machine} --list-faults' names them");
            }
        });
#endif
        root.Add(Health());
        root.SetAction((parsed, cancellationToken) => Guarded(() => ServeAsync(parsed, cancellationToken)));
        return root.Parse(args).Invoke();
    }

    private Command Health()
    {
        Argument<string> what = new("WHAT")
        {
            Description = "startup: a first checkpoint is published; ready: Evidence is fresh and the disk has room; live: the process answers",
            DefaultValueFactory = _ => HealthProbe.Ready,
        };
        what.AcceptOnlyFromAmong(HealthProbe.Startup, HealthProbe.Ready, HealthProbe.Live);
        Command command = new("health", "ask the running agent; exit code 0 or 5") { what, config, sockets };
        command.SetAction((parsed, cancellationToken) => Guarded(() => HealthProbe.AskAsync(Options(parsed), parsed.GetRequiredValue(what), cancellationToken)));
        return command;
    }

    private static void Versioned(RootCommand root)
    {
        VersionOption? version = root.Options.OfType<VersionOption>().FirstOrDefault();
        if (version is not null)
        {
            version.Action = new VersionAction();
        }
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        AgentOptions options = Options(parsed);
#if SIMULATORS
        return await new AgentProgram(options, () => Options(parsed), TimeProvider.System)
        {
            Simulate = parsed.GetValue(simulate),
            Latency = parsed.GetValue(latency),
            Fault = parsed.GetValue(fault),
            Once = parsed.GetValue(once),
            Out = parsed.GetValue(output),
        }.RunAsync(cancellationToken).ConfigureAwait(false);
#else
        return await new AgentProgram(options, () => Options(parsed), TimeProvider.System).RunAsync(cancellationToken).ConfigureAwait(false);
#endif
    }

    private AgentOptions Options(ParseResult parsed)
    {
        ConfigOverrides overrides = new();
        foreach ((Option<string?> flag, string key) in new[] { (state, "stateDirectory"), (sockets, "socketDirectory"), (trustDomain, "trustDomain"), (tee, "tees") })
        {
            if (parsed.GetValue(flag) is { } value)
            {
                overrides.Add(key, Json(flag == tee, value), flag.Name);
            }
        }

        foreach ((string name, string value) in Variables())
        {
            overrides.Add(name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal), value, name);
        }

        string? named = parsed.GetValue(config);
        string path = named ?? DefaultFile;
        ReadOnlyMemory<byte> file = named is not null || File.Exists(path) ? Read(path) : default;
        return AgentOptions.TryRead(file, overrides, out AgentOptions? options, out ImmutableArray<ConfigProblem> problems)
            ? options
            : throw new AgentFailure(AgentFailure.BadConfiguration, $"{path}: {problems.Length} problems") { Details = [.. problems.Select(each => each.ToString())] };
    }

    private static string Json(bool isList, string value)
    {
        string text = System.Text.Json.JsonSerializer.Serialize(value, AgentJson.Default.String);
        return isList ? $"[{text}]" : text;
    }

    private static IEnumerable<(string Name, string Value)> Variables() =>
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(each => ((string)each.Key, (string?)each.Value ?? ""))
            .Where(each => each.Item1.StartsWith(Prefix, StringComparison.Ordinal));

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AgentFailure(AgentFailure.BadConfiguration, $"{path}: {failed.Message}", failed);
        }
    }

    private static async Task<int> Guarded(Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (AgentFailure failure)
        {
            await Console.Error.WriteLineAsync($"attestation-agent: error: {failure.Message}").ConfigureAwait(false);
            foreach (string detail in failure.Details)
            {
                await Console.Error.WriteLineAsync($"  {detail}").ConfigureAwait(false);
            }

            if (failure.Hint.Length > 0)
            {
                await Console.Error.WriteLineAsync($"attestation-agent: hint: {failure.Hint}").ConfigureAwait(false);
            }

            return failure.ExitCode;
        }
    }
}
