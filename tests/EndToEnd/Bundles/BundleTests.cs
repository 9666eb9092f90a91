// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Attestation.Native.LibCrypto;
using Attestation.TransparencyLog;

namespace Attestation.EndToEnd.Bundles;

/// <summary>The agent's bundle passes offline; with any piece of it exchanged for another genuine one it does not.</summary>
public sealed class BundleTests(ProvenNode node) : IClassFixture<ProvenNode>
{
    private const int NotAuthentic = 2;

    [Fact]
    public void The_agents_own_bundles_are_trusted()
    {
        foreach (JsonObject bundle in new[] { node.Older, node.Newer })
        {
            (int code, string said) = node.Verify(bundle);
            Assert.True(code == 0, said);
            Assert.Contains("SIMULATED", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Another_statement_under_the_proof_is_refused() => Refused("LOG-04", bundle =>
        Statement(bundle, 1)["data"] = Statement(bundle, 2)["data"]!.DeepClone());

    [Fact]
    public void Another_leafs_proof_is_refused() => Refused("LOG-04", bundle =>
        Statement(bundle, 1)["proof"] = Statement(bundle, 2)["proof"]!.DeepClone());

    [Fact]
    public void Another_checkpoint_is_refused() => Refused("LOG-04", bundle =>
        Log(bundle)["checkpoint"] = Log(node.Older)["checkpoint"]!.DeepClone());

    [Fact]
    public void Another_genuine_quote_of_the_same_machine_is_refused() => Refused("LOG-05", bundle =>
        Log(bundle)["evidences"] = Log(node.Older)["evidences"]!.DeepClone());

    [Theory]
    [InlineData(false, "LOG-03")]
    [InlineData(true, "LOG-02")]
    public void A_note_that_another_key_signed_over_the_same_text_is_refused(bool bringsItsKey, string rule) => Refused(rule, bundle =>
    {
        using Ed25519SigningKey other = Ed25519SigningKey.Generate();
        string genuine = Log(bundle)["checkpoint"]!.GetValue<string>();
        string text = genuine[..(genuine.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        string forged = Encoding.UTF8.GetString(SignedNote.Sign(Encoding.UTF8.GetBytes(text), text[..text.IndexOf('\n', StringComparison.Ordinal)], new Signer(other)));
        Log(bundle)["checkpoint"] = forged;
        foreach (JsonNode? statement in bundle["statements"]!.AsArray())
        {
            statement!["proof"] = statement["proof"]!.GetValue<string>().Replace(genuine, forged, StringComparison.Ordinal);
        }

        Log(bundle)["logKey"] = bringsItsKey ? Convert.ToBase64String(other.PublicKey.Span) : Log(bundle)["logKey"]!.DeepClone();
    });

    [Fact]
    public void A_log_of_somebody_elses_under_the_machines_quote_is_refused() => Refused("LOG-05", bundle =>
    {
        using Ed25519SigningKey other = Ed25519SigningKey.Generate();
        byte[] leaf = Convert.FromBase64String(Statement(bundle, 1)["data"]!.GetValue<string>());
        Origin origin = Origin.Of("localhost", RunId.Of(other.PublicKey.Span));
        Checkpoint head = new(origin, 1, MerkleTree.LeafHash(leaf));
        byte[] note = SignedNote.Sign(head.ToBytes(), origin.ToString(), new Signer(other));
        Log(bundle)["checkpoint"] = Encoding.UTF8.GetString(note);
        Log(bundle)["logKey"] = Convert.ToBase64String(other.PublicKey.Span);
        JsonNode planted = Statement(bundle, 1).DeepClone();
        planted["proof"] = Encoding.UTF8.GetString(TlogProof.Write(0, [], note));
        bundle["statements"] = new JsonArray(planted);
    });

    [Fact]
    public void A_log_that_was_rolled_back_is_refused_by_whoever_remembers_a_later_head()
    {
        string later = node.Write(Log(node.Newer)["checkpoint"]!.GetValue<string>());

        (int code, string said) = node.Verify(node.Older, "--known-checkpoint", later);

        Assert.True(code == NotAuthentic, said);
        Assert.Contains("LOG-07", said, StringComparison.Ordinal);
        Assert.Equal(0, node.Verify(node.Newer, "--known-checkpoint", later).Code);
    }

    private void Refused(string rule, Action<JsonObject> exchange)
    {
        JsonObject bundle = node.Newer;
        exchange(bundle);
        (int code, string said) = node.Verify(bundle);

        Assert.True(code == NotAuthentic, said);
        Assert.Contains($"✗ {rule}", said, StringComparison.Ordinal);
    }

    private static JsonNode Log(JsonObject bundle) => bundle["logs"]![0]!;

    private static JsonNode Statement(JsonObject bundle, int index) => bundle["statements"]![index]!;

    private sealed class Signer(Ed25519SigningKey key) : INoteSigner
    {
        public ReadOnlyMemory<byte> PublicKey => key.PublicKey;

        public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => key.Sign(message, signature);
    }
}
