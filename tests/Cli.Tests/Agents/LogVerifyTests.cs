// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Attestation.Catalog;
using Attestation.TransparencyLog;

namespace Attestation.Cli.Tests.Agents;

[Collection(AgentCollection.Name)]
public sealed class LogVerifyTests(AgentScene scene)
{
    private const string Full = "tile/entries/000";

    [Fact]
    public void Every_run_of_a_state_directory_is_sound_the_live_one_too()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.True(run.Run("log", "verify", scene.State, "--output", "json") == 0, run.Output);

        Assert.Equal("pass", run.Json.GetProperty("outcome").GetString());
        JsonElement[] runs = [.. run.Json.GetProperty("runs").EnumerateArray()];
        Assert.Equal(new[] { scene.First, scene.Second }.Order(StringComparer.Ordinal), runs.Select(each => each.GetProperty("directory").GetString()!));
        Assert.Contains(runs, each => each.GetProperty("size").GetInt64() == AgentScene.Leaves);
        Assert.All(runs, each => Assert.Equal(6, each.GetProperty("findings").GetArrayLength()));
    }

    [Fact]
    public void The_verdict_of_a_sound_run_says_that_it_proves_no_machine()
    {
        using LogFolderCopy log = new(scene);

        Assert.Equal(0, log.Verify().Code);
        Assert.StartsWith($"✓ sound   run {scene.First[..8]}… · {AgentScene.Leaves} leaves · SIMULATED", log.Run.Output, StringComparison.Ordinal);
        Assert.Contains("sound files prove no machine", log.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_flipped_anywhere_in_a_file_of_the_log_is_found_and_the_file_is_named()
    {
        using LogFolderCopy log = new(scene);
        string[] files = [.. log.Files.Where(each => !each.StartsWith("evidence/", StringComparison.Ordinal))];
        Assert.Contains(files, each => each.StartsWith("eventlog/", StringComparison.Ordinal));
        Assert.Contains("tile/1/000.p/2", files);

        foreach (string file in files)
        {
            byte[] genuine = log.Read(file);
            foreach (int at in (int[])[0, genuine.Length / 2, genuine.Length - 1])
            {
                log.Flip(file, at);
                (int code, string wrong) = log.Verify();
                Assert.True(code == 2, $"byte {at} of {file}");
                // Of checkpoint and leaf 0, which name one another, either may be the wrong one.
                Assert.True(wrong.Contains(Short(file), StringComparison.Ordinal) || (file == "checkpoint" && wrong.Contains("leaf 0", StringComparison.Ordinal)), $"byte {at} of {file}: {wrong}");
                log.Write(file, genuine);
            }
        }

        Assert.Equal(0, log.Verify().Code);
    }

    [Fact]
    public void Of_an_entry_and_its_hash_the_one_that_was_changed_is_named()
    {
        using LogFolderCopy log = new(scene);
        log.Flip("tile/0/000", (5 * TreeHash.Length) + 3);

        Assert.Contains("tile/0/000: hash 5: is not leaf 5 of the published head; the entry in tile/entries/000 is", log.Verify().Wrong, StringComparison.Ordinal);

        log.Flip("tile/0/000", (5 * TreeHash.Length) + 3);
        log.Flip(Full, log.Read(Full).Length / 2);
        Assert.Matches("tile/entries/000: (leaf [0-9]+: is not the leaf of the published head|entry )|the entry in tile/entries/000 is not", log.Verify().Wrong);
    }

    [Fact]
    public void A_bundle_that_was_cut_or_lengthened_is_found()
    {
        using LogFolderCopy log = new(scene);
        byte[] genuine = log.Read(Full);

        log.Write(Full, genuine.AsSpan(0, genuine.Length - 1));
        Assert.Contains("tile/entries/000: entry 255: ends early", log.Verify().Wrong, StringComparison.Ordinal);

        log.Write(Full, [.. genuine, 0]);
        Assert.Contains("tile/entries/000: end: 1 bytes follow 256 entries", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/entries/000", "tile/entries/000: is missing")]
    [InlineData("tile/0/001", "tile/0/001: is missing")]
    [InlineData("tile/1/000.p/2", "tile/1/000.p/2: is missing")]
    [InlineData("evidence/600", "evidence/600: is missing, and the head of that size is published")]
    [InlineData("checkpoint", "checkpoint: is missing")]
    public void A_file_that_was_taken_away_is_named(string file, string wrong)
    {
        using LogFolderCopy log = new(scene);
        File.Delete(log.PathOf(file));

        (int code, string says) = log.Verify();
        Assert.Equal(2, code);
        Assert.Contains(wrong, says, StringComparison.Ordinal);
    }

    [Fact]
    public void Tiles_that_were_swapped_are_found()
    {
        using LogFolderCopy log = new(scene);
        byte[] first = log.Read("tile/0/000");
        log.Write("tile/0/000", log.Read("tile/0/001"));
        log.Write("tile/0/001", first);

        Assert.Contains("tile/0/000: hash 0", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Bundles_that_were_swapped_are_found()
    {
        using LogFolderCopy log = new(scene);
        byte[] second = log.Read("tile/entries/001");
        log.Write("tile/entries/001", log.Read(Full));
        log.Write(Full, second);

        Assert.Contains("leaf 0: is https://attestation-agent.dev/user-data/v1", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_was_rewritten_with_the_tile_above_it_is_found_one_level_up()
    {
        using LogFolderCopy log = new(scene);
        log.Replace(7, SaltOfAnother);
        log.ForgetEvidence();

        Assert.Contains("tile/1/000.p/2: hash 0: is ", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_that_was_rewritten_whole_has_another_root_than_the_checkpoint()
    {
        using LogFolderCopy log = new(scene);
        log.Replace(7, SaltOfAnother);
        byte[] tile = log.Read("tile/0/000");
        TreeHash[] leaves = [.. Enumerable.Range(0, TilePath.FullWidth).Select(each => new TreeHash(tile.AsSpan(each * TreeHash.Length, TreeHash.Length)))];
        foreach (string file in log.Files.Where(each => each.StartsWith("tile/1/000.p/", StringComparison.Ordinal)).ToArray())
        {
            byte[] above = log.Read(file);
            MerkleTree.Root(leaves).Bytes.CopyTo(above);
            log.Write(file, above);
        }

        log.ForgetEvidence();
        Assert.Contains("checkpoint: says root ", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_over_another_head_is_found()
    {
        using LogFolderCopy log = new(scene);
        File.Copy(log.PathOf("evidence/001"), log.PathOf("evidence/600"), overwrite: true);

        Assert.Contains("evidence/600: REPORT_DATA of tdx is ", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_whose_report_data_was_changed_is_found()
    {
        using LogFolderCopy log = new(scene);
        string text = Encoding.UTF8.GetString(log.Read("evidence/600"));
        byte[] quote = JsonDocument.Parse(text).RootElement.GetProperty("evidences")[0].GetProperty("parts")[0].GetProperty("data").GetBytesFromBase64();
        string genuine = Convert.ToBase64String(quote);
        quote[48 + 520] ^= 1;
        log.Write("evidence/600", Encoding.UTF8.GetBytes(text.Replace(genuine, Convert.ToBase64String(quote), StringComparison.Ordinal)));

        Assert.Contains("evidence/600: REPORT_DATA of tdx is ", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("tile/0/zzz")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/002.p/256")]
    [InlineData("tile/64/000")]
    [InlineData("evidence/1")]
    [InlineData("evidence/000")]
    [InlineData("eventlog/ABCDEF")]
    [InlineData("other/000")]
    public void A_file_that_no_log_has_is_named(string file)
    {
        using LogFolderCopy log = new(scene);
        log.Write(file, "x"u8);

        (int code, string wrong) = log.Verify();
        Assert.Equal(2, code);
        Assert.Contains($"{(file == "other/000" ? "other" : file)}: is no file of a log", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_beyond_the_published_head_means_nothing()
    {
        using LogFolderCopy log = new(scene);
        log.Write("tile/0/009", new byte[TilePath.FullWidth * TreeHash.Length]);
        log.Write("evidence/601", "{}"u8);

        Assert.Equal(0, log.Verify().Code);
        Assert.Contains("2 beyond the published head, which mean nothing", log.Run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("tile/entries/001")]
    [InlineData("tile/0/000")]
    [InlineData("evidence/600")]
    public void A_pipe_or_a_link_in_the_place_of_a_file_is_refused_and_never_waited_for(string file)
    {
        using LogFolderCopy log = new(scene);
        byte[] genuine = log.Read(file);
        string elsewhere = log.Run.Write("elsewhere", genuine);
        File.Delete(log.PathOf(file));
        using (Process made = Process.Start("mkfifo", log.PathOf(file)))
        {
            made.WaitForExit();
        }

        Assert.Equal(2, log.Verify().Code);
        Assert.Contains("is no regular file (Pipe)", log.Run.Output, StringComparison.Ordinal);
        File.Delete(log.PathOf(file));
        File.CreateSymbolicLink(log.PathOf(file), elsewhere);
        Assert.Equal(2, log.Verify().Code);
        Assert.Contains("is no regular file (Link)", log.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_claims_less_or_more_is_not_signed()
    {
        using LogFolderCopy log = new(scene);
        string note = Encoding.UTF8.GetString(log.Read("checkpoint"));

        foreach (string size in (string[])["256", "601", "9223372036854775807"])
        {
            log.Write("checkpoint", Encoding.UTF8.GetBytes(note.Replace("\n600\n", $"\n{size}\n", StringComparison.Ordinal)));
            Assert.Contains("checkpoint: ", log.Verify().Wrong, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_key_is_refused()
    {
        using LogFolderCopy log = new(scene);
        Assert.True(SignedNote.TryParse(log.Read("checkpoint"), out SignedNote? note, out _));
        Assert.True(Checkpoint.TryParse(note.Text.Span, out Checkpoint? head, out _));
        using OtherSigner other = new();

        log.Write("checkpoint", SignedNote.Sign(note.Text.Span, head.Origin.ToString(), other));
        Assert.Contains("checkpoint: the log key has no signature; the key is that of leaf 0", log.Verify().Wrong, StringComparison.Ordinal);

        string own = Origin.Of("localhost", RunId.Of(other.PublicKey.Span)).ToString();
        log.Write("checkpoint", SignedNote.Sign(Encoding.ASCII.GetBytes(note.Text.Length > 0 ? $"{own}\n600\n{head.Root.Base64}\n" : ""), own, other));
        Assert.Contains("leaf 0: origin is ", log.Verify().Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_under_another_runs_name_is_refused()
    {
        using LogFolderCopy log = new(scene);
        string renamed = Path.Combine(log.Run.Folder, scene.Second);
        Directory.Move(log.Directory, renamed);

        Assert.Equal(2, log.Run.Run("log", "verify", renamed));
        Assert.Contains("the directory is named", log.Run.Output, StringComparison.Ordinal);
        Directory.CreateDirectory(log.Directory);
    }

    [Fact]
    public void A_start_that_was_cut_short_is_no_damage()
    {
        using LogFolderCopy log = new(scene);
        string cut = Path.Combine(log.Run.Folder, "state", "logs", new string('a', 64));
        Directory.CreateDirectory(cut);
        AgentScene.CopyTree(log.Directory, Path.Combine(log.Run.Folder, "state", "logs", scene.First));

        Assert.Equal(0, log.Run.Run("log", "verify", Path.Combine(log.Run.Folder, "state")));
        Assert.Contains("a start that was cut short", log.Run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_is_no_log_is_one_and_an_empty_one_is_four()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("log", "verify", run.Folder));
        Assert.Contains("is neither a run nor a state directory", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Run("log", "verify", Path.Combine(run.Folder, "none")));
        Directory.CreateDirectory(Path.Combine(run.Folder, "logs"));
        Assert.Equal(4, run.Run("log", "verify", run.Folder));
    }

    // Digests are cut for people.
    private static string Short(string file) => file.StartsWith("eventlog/", StringComparison.Ordinal) ? file[..17] : file;

    // Another salt is another leaf, and a statement all the same.
    private static byte[] SaltOfAnother(byte[] entry)
    {
        int at = entry.AsSpan().IndexOf("\"salt\":\""u8) + 8;
        entry[at] = entry[at] == (byte)'0' ? (byte)'1' : (byte)'0';
        return entry;
    }
}
