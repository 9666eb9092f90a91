// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Machine.Simulator;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.Endorsing.Tests;

/// <summary>The verbs of a real process on an SEV-SNP report, against a real HTTPS server on this machine that plays AMD's service.</summary>
public sealed class OnlineSnpVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;
    private readonly WebAuthority authority = new();

    public OnlineSnpVerbTests() => File.WriteAllText(In(AttestVerb.WebRoot), authority.Pem);

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(5u)]
    [InlineData(2u)]
    public async Task A_report_is_verified_by_what_is_fetched_and_afterwards_without_the_service(uint version)
    {
        SimulatedSnpMachine machine = Machine(SnpScene.Options().WithReport(report => report with { Version = version }));
        await using SimulatedService service = await SimulatedService.StartAsync(new PlayedKds(machine).AnswerAsync, authority.Issue("localhost"));
        string[] online = [.. Verify(), "--online", "--host", $"amd-kds={service.Address}", "--dir", In("cache")];

        await RunAsync(4, Verify());
        await RunAsync(0, online);
        Assert.Equal(machine.Endorsements.All.Select(each => PlayedKds.PathOf(each.Name)).Order(), service.Requests.Order());
        await service.DisposeAsync();
        using JsonDocument again = JsonDocument.Parse(await RunAsync(0, [.. online, "--output", "json"]));

        Assert.Equal(3, again.RootElement.GetProperty("endorsements").GetArrayLength());
        Assert.All(again.RootElement.GetProperty("endorsements").EnumerateArray(), each => Assert.StartsWith("localhost:", each.GetProperty("source").GetString(), StringComparison.Ordinal));
        Assert.All(again.RootElement.GetProperty("endorsements").EnumerateArray(), each => Assert.NotEqual("unknown", each.GetProperty("retrievedAt").GetString()));
    }

    [Fact]
    public async Task Fetch_and_list_know_amds_names_and_a_vlek_says_where_it_comes_from()
    {
        SimulatedSnpMachine machine = Machine(SnpScene.Options(kind: VekKind.Vlek));
        await using SimulatedService service = await SimulatedService.StartAsync(new PlayedKds(machine).AnswerAsync, authority.Issue("localhost"));
        string[] kept = ["--dir", In("cache"), "--policy", In("policy.json")];
        string[] fetch = ["endorsements", "fetch", In("report.bin"), "--online", "--host", $"amd-kds={service.Address}", .. kept];

        Assert.Contains("amd/genoa/vlek: AMD gives a VLEK to its provider alone", await RunAsync(4, fetch, ofErrors: true), StringComparison.Ordinal);
        string list = await RunAsync(0, ["endorsements", "list", .. kept]);

        Assert.Contains("amd/genoa/cert-chain/vlek", list, StringComparison.Ordinal);
        Assert.Contains("amd/genoa/crl/vlek", list, StringComparison.Ordinal);
    }

    // Dates that hold for decades: the process has the real clock and no other.
    private SimulatedSnpMachine Machine(SimulatedSnpOptions at)
    {
        (DateTimeOffset from, DateTimeOffset until) = (new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
        SimulatedSnpMachine machine = SnpScene.MachineOf(at with
        {
            Pki = at.Pki with
            {
                Ark = at.Pki.Ark with { NotBefore = from, NotAfter = until },
                Issuer = at.Pki.Issuer with { NotBefore = from, NotAfter = until },
                Leaf = at.Pki.Leaf with { NotBefore = from, NotAfter = until },
                Crl = at.Pki.Crl with { ThisUpdate = from, NextUpdate = until },
            },
        });
        foreach (SimulatedFile file in machine.Files().Where(each => !each.Path.StartsWith("endorsements/", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(In(file.Path), file.Bytes.Span);
        }

        return machine;
    }

    private string[] Verify() => ["verify", In("report.bin"), "--policy", In("policy.json")];

    private string In(string name) => Path.Combine(folder, name);

    private Task<string> RunAsync(int exitCode, string[] args, bool ofErrors = false) => AttestVerb.RunAsync(folder, exitCode, args, ofErrors);
}
