// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Catalog;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Tests.Agents;

[Collection(AgentCollection.Name)]
public sealed class LogReadTests(AgentScene scene)
{
    [Fact]
    public void Show_lists_every_leaf_and_says_first_that_nothing_was_verified()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("log", "show", Path.Combine(scene.State, "logs", scene.First)));

        string[] lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.StartsWith("not verified:", lines[0], StringComparison.Ordinal);
        Assert.Matches($@"^       0  log-start/v1 +20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ  exe [0-9a-f]{{8}}…, log-key {scene.First[..8]}…$", lines[3]);
        Assert.Matches(@"^     599  user-data/v1 ", lines[^1]);
        Assert.Equal(AgentScene.Leaves + 3, lines.Length);
    }

    [Fact]
    public void Of_a_state_directory_the_live_run_is_shown_and_json_has_whole_hashes()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("log", "show", scene.State, "--output", "json"));

        Assert.False(run.Json.GetProperty("verified").GetBoolean());
        Assert.EndsWith(scene.Second, run.Json.GetProperty("origin").GetString(), StringComparison.Ordinal);
        JsonElement[] leaves = [.. run.Json.GetProperty("leaves").EnumerateArray()];
        Assert.Equal(run.Json.GetProperty("size").GetInt64(), leaves.Length);
        Assert.Equal("log-start/v1", leaves[0].GetProperty("predicate").GetString());
        Assert.Equal(scene.Second, leaves[0].GetProperty("subjects")[1].GetProperty("sha256").GetString());
        Assert.All(leaves, each => Assert.Equal(64, each.GetProperty("leafHash").GetString()!.Length));
    }

    [Fact]
    public void An_entry_that_is_no_statement_is_shown_as_one_and_a_torn_bundle_ends_it()
    {
        using LogFolderCopy log = new(scene);
        log.Replace(3, _ => "\e[2J"u8.ToArray());

        Assert.Equal(0, log.Run.Run("log", "show", log.Directory));
        Assert.Contains("       3  no statement", log.Run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', log.Run.Output);

        log.Write("tile/entries/001", [1, 2, 3]);
        Assert.Equal(2, log.Run.Run("log", "show", log.Directory));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(599)]
    public void A_proof_leads_from_the_entry_to_the_published_checkpoint(long leaf)
    {
        using LogFolderCopy log = new(scene);
        string file = Path.Combine(log.Run.Folder, "proof");

        Assert.Equal(0, log.Run.Run("log", "prove", log.Directory, "--leaf", $"{leaf}", "--out", file));

        Assert.True(TlogProof.TryParse(File.ReadAllBytes(file), out TlogProof? proof, out Malformed? malformed), malformed?.ToString());
        Assert.Equal(leaf, proof.LeafIndex);
        Assert.Equal(log.Read("checkpoint"), proof.Note.Raw.ToArray());
        Assert.True(Checkpoint.TryParse(proof.Note.Text.Span, out Checkpoint? head, out _));
        Assert.True(EntryBundle.TryParse(log.Read(leaf < 512 ? $"tile/entries/00{leaf / 256}" : "tile/entries/002.p/88"), leaf < 512 ? 256 : 88, out var entries, out _));
        Assert.True(InclusionProof.Verifies(MerkleTree.LeafHash(entries[(int)(leaf % 256)].Span), leaf, head.Size, proof.Hashes, head.Root));
    }

    [Theory]
    [InlineData("600")]
    [InlineData("-1")]
    [InlineData("x")]
    public void A_leaf_that_is_not_there_is_one(string leaf)
    {
        using LogFolderCopy log = new(scene);

        Assert.Equal(1, log.Run.Run("log", "prove", log.Directory, $"--leaf={leaf}", "--out", "-"));
        Assert.Contains("want 0 to 599", log.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_proof_comes_out_of_damaged_files()
    {
        using LogFolderCopy log = new(scene);
        log.Flip("tile/0/001", 0);

        Assert.Equal(2, log.Run.Run("log", "prove", log.Directory, "--leaf", "257", "--out", "-"));
        Assert.Empty(log.Run.Output);
    }
}
