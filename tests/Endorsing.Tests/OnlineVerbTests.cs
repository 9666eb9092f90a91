// SPDX-License-Identifier: Apache-2.0

using System.Formats.Tar;
using System.Text.Json;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>The verbs of a real process, against a real HTTPS server on this machine that only the process's environment vouches for.</summary>
public sealed class OnlineVerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;
    private readonly SimulatedTdxMachine machine = Scene.LongLived();
    private readonly WebAuthority authority = new();

    public OnlineVerbTests()
    {
        foreach (SimulatedFile file in machine.Files().Where(each => !each.Path.StartsWith("endorsements/", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(In(file.Path), file.Bytes.Span);
        }

        File.WriteAllText(In(AttestVerb.WebRoot), authority.Pem);
    }

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Fetched_once_documents_serve_without_the_service_and_travel_to_machines_without_a_network()
    {
        await using SimulatedService service = await SimulatedService.StartAsync(new PlayedIntel(machine) { IsPccs = true }.AnswerAsync, authority.Issue("localhost"));
        string[] online = ["--online", "--host", $"pccs={service.Address}", "--dir", In("cache")];

        await RunAsync(4, Verify());
        await RunAsync(0, [.. Verify(), .. online]);
        Assert.Equal(4, service.Requests.Count);
        await service.DisposeAsync();
        string again = await RunAsync(0, [.. Verify(), .. online]);
        Assert.Contains("source: localhost:", again, StringComparison.Ordinal);

        string list = await RunAsync(0, ["endorsements", "list", "--output", "json", .. Kept("cache")]);
        Assert.All(JsonDocument.Parse(list).RootElement.GetProperty("endorsements").EnumerateArray(), each => Assert.Equal("valid", each.GetProperty("state").GetString()));
        Assert.Equal(4, JsonDocument.Parse(list).RootElement.GetProperty("endorsements").GetArrayLength());
        await RunAsync(0, ["endorsements", "export", In("all.tar"), .. Kept("cache")]);
        await RunAsync(0, ["endorsements", "import", In("all.tar"), .. Kept("cache-2")]);
        Assert.Equal(list, await RunAsync(0, ["endorsements", "list", "--output", "json", .. Kept("cache-2")]));
        Directory.CreateDirectory(In("unpacked"));
        await TarFile.ExtractToDirectoryAsync(In("all.tar"), In("unpacked"), overwriteFiles: false, TestContext.Current.CancellationToken);
        await RunAsync(0, [.. Verify(), "--endorsements", In("unpacked")]);
        await RunAsync(2, ["endorsements", "import", In("all.tar"), "--dir", In("cache-3")]);
    }

    [Fact]
    public async Task Fetch_lists_what_it_fetched_and_a_service_that_nobody_vouches_for_is_named()
    {
        await using SimulatedService service = await SimulatedService.StartAsync(new PlayedIntel(machine).AnswerAsync, authority.Issue("localhost"));
        string[] fetch = ["endorsements", "fetch", In("quote.bin"), "--online", "--host", $"intel-pcs={service.Address}", .. Kept("cache")];

        Assert.Contains("intel/root-ca-crl", await RunAsync(0, fetch), StringComparison.Ordinal);
        File.WriteAllText(In(AttestVerb.WebRoot), "");
        string[] elsewhere = [.. fetch[..^4], .. Kept("cache-2")];
        Assert.Contains("the connection is not secure", await RunAsync(4, elsewhere, ofErrors: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--host", "pccs=https://localhost:1")]
    [InlineData("--dir", "cache")]
    public async Task A_flag_that_is_about_the_network_is_refused_without_it(string flag, string value) =>
        Assert.Contains($"{flag} says something about --online", await RunAsync(1, [.. Verify(), flag, value], ofErrors: true), StringComparison.Ordinal);

    [Fact]
    public async Task Fetch_without_online_and_an_address_of_another_form_are_refused()
    {
        await RunAsync(1, "endorsements", "fetch", In("quote.bin"));
        Assert.Contains("is not an https address", await RunAsync(1, [.. Verify(), "--online", "--host", "pccs=http://localhost:1"], ofErrors: true), StringComparison.Ordinal);
    }

    private string[] Verify() => ["verify", In("quote.bin"), "--policy", In("policy.json")];

    private string[] Kept(string name) => ["--dir", In(name), "--policy", In("policy.json")];

    private string In(string name) => Path.Combine(folder, name);

    private Task<string> RunAsync(int exitCode, params string[] args) => RunAsync(exitCode, args, ofErrors: false);

    private Task<string> RunAsync(int exitCode, string[] args, bool ofErrors) => AttestVerb.RunAsync(folder, exitCode, args, ofErrors);
}
