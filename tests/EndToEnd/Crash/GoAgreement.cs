// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestation.AgentClient.V1;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;

namespace Attestation.EndToEnd.Crash;

/// <summary>golang.org/x/mod/sumdb over a run's directory: note, root, tiles, and our proofs of what was answered.</summary>
internal static class GoAgreement
{
    // Go's hashes do not unescape the '+' of base64.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Require(RunOnDisk run, IReadOnlyList<AppendResponse> answers)
    {
        File.WriteAllBytes(Path.Combine(run.Path, "proofs.json"), JsonSerializer.SerializeToUtf8Bytes(answers.SelectMany(each => Proofs(run, each)), Plain));

        JsonElement said = GoPeer.Read(run.Path, $"{run.Key.Name}+{run.Key.KeyId:x8}+{Convert.ToBase64String([1, .. run.Key.PublicKey.Span])}");

        Assert.Equal((run.Head.Size, run.Head.Root.Base64), (said.GetProperty("Size").GetInt64(), said.GetProperty("Root").GetString()));
    }

    private static IEnumerable<object> Proofs(RunOnDisk run, AppendResponse answer)
    {
        Assert.True(run.Reader.TryProve((long)answer.Index, run.Head.Root, out _, out ImmutableArray<TreeHash> leaf, out _));
        Assert.True(TlogProof.TryParse(Encoding.UTF8.GetBytes(answer.Proof), out TlogProof? proof, out _));
        Assert.True(Checkpoint.TryParse(proof.Note.Text.Span, out Checkpoint? head, out _));
        Assert.True(ConsistencyProof.TryCreate(run.Reader, head.Size, run.Head.Size, out ImmutableArray<TreeHash> tree));
        return
        [
            new { Kind = "leaf", From = (long)answer.Index, Hashes = Texts(leaf), Root = MerkleTree.EmptyRoot.Base64 },
            new { Kind = "tree", From = head.Size, Hashes = Texts(tree), Root = head.Root.Base64 },
        ];
    }

    private static string[] Texts(ImmutableArray<TreeHash> hashes) => [.. hashes.Select(hash => hash.Base64)];
}
