// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.EndToEnd.Measuring;
using Attestation.Spiffe;
using Attestation.Spiffe.Tests;
using Attestation.Spiffe.WorkloadApi;
using Attestation.TestKit;
using Cart;
using Google.Protobuf;

namespace Attestation.EndToEnd.Fronts;

/// <summary>The programs of docs/binding.md, in three languages, against the agent.</summary>
public sealed class PageSampleTests : IAsyncLifetime
{
    private readonly string bundle = Path.GetTempFileName();
    private BoundAgent agent = null!;

    public async ValueTask InitializeAsync() => agent = await BoundAgent.StartAsync();

    public async ValueTask DisposeAsync()
    {
        File.Delete(bundle);
        await agent.DisposeAsync();
    }

    [Theory]
    [InlineData("CartIdentity")]
    [InlineData("CartRotation")]
    public void The_page_shows_the_program_in_CSharp_that_is_run_here(string name)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "binding.md"));
        string sample = File.ReadAllText(Path.Combine(Repository.Root, "tests", "EndToEnd", "Fronts", $"{name}.cs"));

        Assert.Contains($"```csharp\n{sample[(sample.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]}```", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_CSharp_a_program_binds_its_key_and_the_bundle_verifies_with_that_key()
    {
        using FrontPeer peer = agent.Honest();

        (int code, string said) = agent.Verify(await CartIdentity.BindAsync(peer.Connection, agent.Key, "spiffe://example.org/cart"));

        Assert.True(code == 0, said);
        Assert.Contains($"spiffe://example.org/cart: exe {Convert.ToHexStringLower(AttackRig.TrustedDigest)[..8]}… (hash, front)", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_CSharp_a_program_binds_each_key_that_a_rotation_brings()
    {
        using FrontPeer peer = agent.Honest();
        using ECDsa next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        FakeWorkloadApi spire = new(new FakeStream(null, Answer(agent.Key), Answer(next)));
        using CancellationTokenSource end = new();
        List<byte[]> kept = [];

        await Assert.ThrowsAsync<OperationCanceledException>(() => CartRotation.FollowAsync(new(spire, TimeProvider.System), peer.Connection, Keep, end.Token));

        Assert.Equal([0, 0], new[] { agent.Key, next }.Zip(kept).Select(each => agent.Verify(each.Second, SpkiOf(each.First)).Code));

        void Keep(X509Svid svid, byte[] document)
        {
            kept.Add(document);
            if (kept.Count == 2)
            {
                end.Cancel();
            }
        }
    }

    [Fact]
    public void In_Go_a_program_binds_its_key_and_the_bundle_verifies_with_that_key()
    {
        string spki = PageSample.RunGo(agent.Socket, bundle).Trim();

        (int code, string said) = agent.Verify(File.ReadAllBytes(bundle), spki);

        Assert.True(code == 0, said);
        Assert.Contains("spiffe://example.org/cart: exe ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void In_Python_a_program_is_told_that_an_interpreter_is_no_identity()
    {
        (int code, string said) = PageSample.RunPython(agent.Socket, bundle);

        Assert.True(code == 1, said);
        Assert.StartsWith("the agent refuses: interpreter: ", said, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(bundle).Length);
    }

    private static string SpkiOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private static X509SVIDResponse Answer(ECDsa key)
    {
        ByteString certificate = ByteString.CopyFrom(0x30, 0x03, 0x02, 0x01, 0x01);
        X509SVID svid = new() { SpiffeId = "spiffe://example.org/cart", X509Svid = certificate, X509SvidKey = ByteString.CopyFrom(key.ExportPkcs8PrivateKey()), Bundle = certificate };
        return new() { Svids = { svid } };
    }
}
