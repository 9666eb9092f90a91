// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Tests.Agents;

/// <summary>The first run's directory, copied to be spoilt.</summary>
internal sealed class LogFolderCopy : IDisposable
{
    public LogFolderCopy(AgentScene scene)
    {
        Run = new() { Catalog = TeeCatalog.Default };
        Directory = Path.Combine(Run.Folder, scene.First);
        AgentScene.CopyTree(Path.Combine(scene.State, "logs", scene.First), Directory);
    }

    public CliRun Run { get; }

    public string Directory { get; }

    /// <summary>Every file, by its path inside the run's directory.</summary>
    public IEnumerable<string> Files => System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories)
        .Select(each => Path.GetRelativePath(Directory, each)).Order(StringComparer.Ordinal);

    public string PathOf(string file) => Path.Combine(Directory, file);

    public byte[] Read(string file) => File.ReadAllBytes(PathOf(file));

    public void Write(string file, ReadOnlySpan<byte> bytes)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllBytes(PathOf(file), bytes);
    }

    /// <summary>Changes one bit.</summary>
    public void Flip(string file, int at)
    {
        byte[] bytes = Read(file);
        bytes[at] ^= 1;
        Write(file, bytes);
    }

    /// <summary>What <c>log verify</c> says: its exit code, and the line of what is wrong.</summary>
    public (int Code, string Wrong) Verify()
    {
        int code = Run.Run("log", "verify", Directory);
        return (code, Run.Output.Split('\n').Skip(1).FirstOrDefault(line => line.Contains('✗', StringComparison.Ordinal)) ?? "");
    }

    /// <summary>Puts another entry in place of one, and its hash into the tile above, so that the two agree.</summary>
    public void Replace(int leaf, Func<byte[], byte[]> change)
    {
        const string Bundle = "tile/entries/000";
        const string LeafTile = "tile/0/000";
        Assert.True(EntryBundle.TryParse(Read(Bundle), TilePath.FullWidth, out var entries, out Malformed? malformed), malformed?.ToString());
        byte[][] changed = [.. entries.Select((each, index) => index == leaf ? change(each.ToArray()) : each.ToArray())];
        Write(Bundle, [.. changed.SelectMany(each => EntryBundle.Encode(each))]);
        byte[] tile = Read(LeafTile);
        MerkleTree.LeafHash(changed[leaf]).Bytes.CopyTo(tile.AsSpan(leaf * TreeHash.Length));
        Write(LeafTile, tile);
    }

    /// <summary>Takes all Evidence away but that of the log-start alone: it would be the first to contradict a tree that was rewritten.</summary>
    public void ForgetEvidence()
    {
        foreach (string evidence in Files.Where(each => each.StartsWith("evidence/", StringComparison.Ordinal) && each != "evidence/001").ToArray())
        {
            File.Delete(PathOf(evidence));
        }
    }

    public void Dispose() => Run.Dispose();
}
