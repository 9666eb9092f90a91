// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Catalog;

namespace Attestation.Cli.Tests.Agents;

/// <summary><c>attest bind</c>. Here the peer is this test's own process, which a runtime runs: bound it is only as one native file (EndToEnd has a program of that name).</summary>
[Collection(AgentCollection.Name)]
public sealed class BindTests(AgentScene scene)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_process_that_a_runtime_runs_is_refused_with_its_code(bool isRsa)
    {
        using CliRun run = Run();

        Assert.Equal(5, run.Run("bind", "--key", run.Write("key.pem", isRsa ? Rsa() : Ecdsa()), "--out", Path.Combine(run.Folder, "bundle.json"), "--socket", scene.Sockets));

        Assert.Contains("process-refused: interpreter: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("attest: hint: ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Folder, "bundle.json")));
    }

    [Fact]
    public void Without_an_agent_it_is_five_with_the_socket_and_a_hint()
    {
        using CliRun run = Run();

        Assert.Equal(5, run.Run("bind", "--key", run.Write("key.pem", Ecdsa()), "--out", Path.Combine(run.Folder, "b"), "--socket", run.Folder));
        Assert.Contains("bind/bind.sock: no agent: there is no such socket", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_identity_that_is_none_is_one()
    {
        using CliRun run = Run();

        Assert.Equal(1, run.Run("bind", "--key", run.Write("key.pem", Ecdsa()), "--spiffe-id", "alice", "--out", Path.Combine(run.Folder, "b"), "--socket", scene.Sockets));
        Assert.Contains("malformed: spiffe_id: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("holds no unencrypted ECDSA or RSA private key", "nothing")]
    [InlineData("holds no unencrypted ECDSA or RSA private key", "")]
    public void What_is_no_key_is_one_before_anybody_is_asked(string because, string text)
    {
        using CliRun run = Run();

        Assert.Equal(1, run.Run("bind", "--key", run.Write("key.pem", text), "--out", Path.Combine(run.Folder, "b"), "--socket", run.Folder));
        Assert.Contains(because, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_is_no_key_to_sign_with()
    {
        using CliRun run = Run();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(1, run.Run("bind", "--key", run.Write("key.pem", key.ExportSubjectPublicKeyInfoPem()), "--out", Path.Combine(run.Folder, "b"), "--socket", run.Folder));
    }

    [Fact]
    public void Half_a_nonce_is_one()
    {
        using CliRun run = Run();

        Assert.Equal(1, run.Run("bind", "--key", run.Write("key.pem", Ecdsa()), "--audience", "me", "--out", Path.Combine(run.Folder, "b"), "--socket", run.Folder));
        Assert.Contains("--nonce and --audience go together", run.Error, StringComparison.Ordinal);
    }

    private static CliRun Run() => new() { Catalog = TeeCatalog.Default };

    private static string Ecdsa()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Rsa()
    {
        using RSA key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
