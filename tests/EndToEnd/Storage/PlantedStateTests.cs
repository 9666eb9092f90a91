// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Crash;
using Attestation.EndToEnd.Processes;
using Attestation.Native.LibCrypto;
using Attestation.TransparencyLog;

namespace Attestation.EndToEnd.Storage;

/// <summary>What somebody else wrote into the state directory before a start stops no start and enters no tree.</summary>
public sealed class PlantedStateTests
{
    private static readonly string Stranger = new('a', RunId.Length);

    public static TheoryData<string> Names => ["", "\n", "no run\n", "../../etc\n", new string('b', RunId.Length) + "\n", new string('x', 1 << 20)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_current_that_names_nothing_is_no_previous_run(string name)
    {
        using AgentSite site = new();
        Plant(site, "current", name);

        Assert.Null((await StartsCleanAsync(site)).Previous);
    }

    public static TheoryData<string> Notes => ["", "garbage", $"localhost/attestation-agent/{Stranger}\n1\nnot a root\n\n— x AAAA\n"];

    [Theory]
    [MemberData(nameof(Notes))]
    public async Task A_checkpoint_that_cannot_be_read_is_no_previous_head(string note)
    {
        using AgentSite site = new();
        Plant(site, "current", Stranger + "\n");
        Plant(site, $"{Stranger}/checkpoint", note);

        Assert.Null((await StartsCleanAsync(site)).Previous);
    }

    [Fact]
    public async Task A_directory_in_the_place_of_a_checkpoint_is_no_previous_head()
    {
        using AgentSite site = new();
        Plant(site, "current", Stranger + "\n");
        Directory.CreateDirectory(Path.Combine(site.State, "logs", Stranger, "checkpoint"));

        Assert.Null((await StartsCleanAsync(site)).Previous);
    }

    [Fact]
    public async Task A_forged_head_is_named_as_it_was_found_and_nothing_more()
    {
        using AgentSite site = new();
        using Key key = new();
        Origin origin = Origin.Of("localhost", RunId.Of(key.PublicKey.Span));
        Checkpoint forged = new(origin, 1L << 60, new(RandomNumberGenerator.GetBytes(TreeHash.Length)));
        Plant(site, "current", $"{origin.RunId}\n");
        Plant(site, $"{origin.RunId}/checkpoint", Encoding.UTF8.GetString(SignedNote.Sign(forged.ToBytes(), origin.ToString(), key)));

        Statements.LogStart start = await StartsCleanAsync(site);

        Assert.Equal((origin.ToString(), 1UL << 60), (start.Previous!.Origin, start.Previous.Size));
        Assert.Equal(forged.Root.Bytes.ToArray(), start.Previous.Root.ToArray());
    }

    [Fact]
    public async Task Leaves_that_were_planted_in_a_run_are_in_no_tree_of_the_next()
    {
        using AgentSite site = new();
        byte[] leaf = Encoding.UTF8.GetBytes("""{"_type":"https://in-toto.io/Statement/v1"}""");
        Plant(site, "current", Stranger + "\n");
        Plant(site, $"{Stranger}/tile/entries/000.p/1", Encoding.UTF8.GetString([0, (byte)leaf.Length, .. leaf]));
        Plant(site, $"{Stranger}/checkpoint.tmp", "x");
        Plant(site, "tile/entries/000.p/1", "x");
        Plant(site, "current.tmp", "x");

        Assert.Null((await StartsCleanAsync(site)).Previous);
    }

    private static void Plant(AgentSite site, string path, string text)
    {
        string file = Path.Combine(site.State, "logs", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    // The live log holds its own two leaves alone, in a directory of its own.
    private static async Task<Statements.LogStart> StartsCleanAsync(AgentSite site)
    {
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        AppendResponse answer = await connection.AppendAsync(Appends.Random());
        using RunOnDisk run = RunOnDisk.Current(site.State)!;
        run.Holds(answer);
        Assert.Equal((1UL, 2L), (answer.Index, run.Head.Size));
        Assert.NotEqual(Stranger, run.Head.Origin.RunId.Value);
        return run.Start;
    }

    private sealed class Key : INoteSigner, IDisposable
    {
        private readonly Ed25519SigningKey key = Ed25519SigningKey.Generate();

        public ReadOnlyMemory<byte> PublicKey => key.PublicKey;

        public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => key.Sign(message, signature);

        public void Dispose() => key.Dispose();
    }
}
