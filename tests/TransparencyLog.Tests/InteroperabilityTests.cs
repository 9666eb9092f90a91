// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Attestation.TransparencyLog.Tests;

/// <summary>Our files, notes and proofs are read by an implementation that others wrote, and we read what it writes.</summary>
public sealed class InteroperabilityTests
{
    private static readonly SodiumSigner Signer = SodiumSigner.Known();

    // Go's hashes do not unescape the '+' of base64.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(66_000)]
    public void Another_implementation_reads_what_we_write_and_we_read_what_it_writes(int size)
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        LogWriterTests.Append(log, size, 1 + (size / 3));
        TreeHash root = MerkleTree.Root(Trees.Leaves(size));
        byte[] note = Signer.Note(size, root);
        log.Publish(note);
        storage.Overwrite("proofs.json", OurProofs(storage, size));

        JsonElement answer = Answer(storage);

        Assert.Equal(size, answer.GetProperty("Size").GetInt64());
        Assert.Equal(root.Base64, answer.GetProperty("Root").GetString());
        Assert.True(answer.GetProperty("Tiles").GetInt32() > size / 256);
        RequireTheirProofs(answer, size, root);
        RequireTheirNote(answer, note);
    }

    private static JsonElement Answer(MemoryStorage storage)
    {
        string directory = Directory.CreateTempSubdirectory("attestation-tlog-").FullName;
        try
        {
            foreach ((string path, byte[] bytes) in storage.Files)
            {
                string file = Path.Combine(directory, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, bytes);
            }

            return GoPeer.Read(directory, VerifierKey());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static byte[] OurProofs(MemoryStorage storage, int size)
    {
        TileReader reader = new(storage, size);
        TreeHash[] leaves = Trees.Leaves(size);
        List<object> proofs = [];
        int step = 1 + (size / 40);
        for (int index = 0; index < size; index += step)
        {
            Assert.True(InclusionProof.TryCreate(reader, index, size, out ImmutableArray<TreeHash> leaf));
            proofs.Add(new { Kind = "leaf", From = index, Hashes = Texts(leaf), Root = MerkleTree.EmptyRoot.Base64 });
        }

        for (int older = 1; older <= size; older += step)
        {
            Assert.True(ConsistencyProof.TryCreate(reader, older, size, out ImmutableArray<TreeHash> tree));
            proofs.Add(new { Kind = "tree", From = older, Hashes = Texts(tree), Root = MerkleTree.Root(leaves.AsSpan(0, older)).Base64 });
        }

        return JsonSerializer.SerializeToUtf8Bytes(proofs, Plain);
    }

    private static void RequireTheirProofs(JsonElement answer, int size, TreeHash root)
    {
        int count = 0;
        foreach (JsonElement proof in answer.GetProperty("Proofs").EnumerateArray())
        {
            count++;
            int from = proof.GetProperty("From").GetInt32();
            ImmutableArray<TreeHash> hashes = proof.GetProperty("Hashes") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(Hash)] : [];
            Assert.True(proof.GetProperty("Kind").GetString() == "leaf"
                ? InclusionProof.Verifies(MerkleTree.LeafHash(Trees.Entry(from)), from, size, hashes, root)
                : ConsistencyProof.Verifies(from, Hash(proof.GetProperty("Root")), size, root, hashes));
        }

        Assert.True(count > 1, $"{count} proofs");
    }

    // Its key has our origin as name and another number: side by side on one note, each is a stranger to the other.
    private static void RequireTheirNote(JsonElement answer, byte[] ours)
    {
        string theirs = answer.GetProperty("Note").GetString()!;
        string[] key = answer.GetProperty("VerifierKey").GetString()!.Split('+', 3);
        NoteKey their = new(key[0], Convert.FromBase64String(key[2]).AsSpan(1));
        string both = Encoding.UTF8.GetString(ours) + theirs[(theirs.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

        Assert.Equal(key[1], their.KeyId.ToString("x8"));
        Assert.Equal(NoteVerdict.Signed, Read(theirs).VerdictOn(their, Sodium.Ed25519));
        Assert.Equal(NoteVerdict.Signed, Read(both).VerdictOn(their, Sodium.Ed25519));
        Assert.Equal(NoteVerdict.Signed, Read(both).VerdictOn(Signer.NoteKey, Sodium.Ed25519));
    }

    private static SignedNote Read(string note) => SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out SignedNote? read, out _) ? read : throw new InvalidOperationException(note);

    private static TreeHash Hash(JsonElement text) => TreeHash.TryReadBase64(text.GetString()!, out TreeHash hash) ? hash : throw new InvalidOperationException(text.GetRawText());

    private static string[] Texts(ImmutableArray<TreeHash> hashes) => [.. hashes.Select(hash => hash.Base64)];

    // The form of Go's NewVerifier: name, number, type and key.
    private static string VerifierKey() =>
        $"{Signer.Origin}+{Signer.NoteKey.KeyId:x8}+{Convert.ToBase64String([1, .. Signer.PublicKey.Span])}";
}
