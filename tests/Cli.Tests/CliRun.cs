// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Attestation.Catalog;
using Attestation.Fakes;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Cli.Tests;

/// <summary>One run of the command line in this process, with a fake TEE and a stopped clock.</summary>
internal sealed class CliRun : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 41, 0, TimeSpan.Zero);

    private readonly MemoryStream stdout = new();
    private readonly StringWriter stderr = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("attest-tests-").FullName;

    public Dictionary<string, string> Variables { get; } = new() { ["LANG"] = "C.UTF-8" };

    public byte[] Stdin { get; set; } = [];

    public bool Terminal { get; set; }

    /// <summary>The machine's kernel; null is that of this machine.</summary>
    public Func<IGuestKernel>? Kernel { get; set; }

    public TeeCatalog Catalog { get; set; } = new([new FakeTee()]);

    public string Output => Encoding.UTF8.GetString(stdout.ToArray());

    public string Error => stderr.ToString();

    public JsonElement Json => JsonDocument.Parse(stdout.ToArray()).RootElement;

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Policy(string members = """ "reportDataUnsafe":"any","fake":{"anyMeasurementUnsafe":true} """) =>
        Write("policy.json", $$"""{"mediaType":"application/vnd.attestation.policy+json;version=1","name":"test",{{members}}}""");

    /// <summary>A folder with everything that the fake TEE asks for.</summary>
    public string Endorsements()
    {
        Write("endorsements/fake/doc.json", "{}");
        return Path.Combine(Folder, "endorsements");
    }

    public int Run(params string[] args)
    {
        stdout.SetLength(0);
        stderr.GetStringBuilder().Clear();
        return new CommandLine(Catalog, Around()).Run(args);
    }

    /// <summary>Verifies a quote that says <paramref name="words"/>, with everything else in order.</summary>
    public int Verify(string words, params string[] more) =>
        Run(["verify", Write("quote.bin", FakeTee.Quote(words)), "--policy", Policy(), "--endorsements", Endorsements(), .. more]);

    /// <summary>Every verb, by what the help lists under "Commands:", all the way down.</summary>
    public IEnumerable<string[]> Verbs(params string[] above)
    {
        Assert.Equal(0, Run([.. above, "--help"]));
        string[] lines = Output.Split('\n');
        int at = Array.IndexOf(lines, "Commands:");
        string[][] here = at < 0 ? [] : [.. lines[(at + 1)..].TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => (string[])[.. above, line.Trim().Split(' ')[0]])];
        return [.. here, .. here.SelectMany(each => Verbs(each))];
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        stdout.Dispose();
        stderr.Dispose();
    }

    private Surroundings Around() => new()
    {
        Stdin = new MemoryStream(Stdin),
        Stdout = stdout,
        Stderr = stderr,
        Clock = new StoppedClock(Now),
        Kernel = Kernel ?? (() => new LinuxKernel()),
        Variable = name => Variables.GetValueOrDefault(name),
        StdoutIsTerminal = Terminal,
        StderrIsTerminal = Terminal,
    };
}
