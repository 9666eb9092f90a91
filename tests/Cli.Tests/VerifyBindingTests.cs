// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Attestation.Catalog;
using Attestation.Catalog.Tests.Bindings;
using Attestation.Documents;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Cli.Tests;

/// <summary><c>attest verify</c> of a proof bundle together with a certificate, a request or a key.</summary>
public sealed class VerifyBindingTests
{
    private static readonly BindingMachine Machine = BindingMachine.Tdx;
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ProofBundle Whole = new BoundNode(Machine) { Key = new PublicKey(Key) }.Bundle();
    private static readonly ProofBundle Bundle = Whole with { Certificates = [] };
    private static readonly Certificate Bound = Whole.Certificates[0];

    [Fact]
    public void A_certificate_beside_the_bundle_is_linked_to_the_vendors_root_in_one_tree()
    {
        using CliRun run = Run();

        Assert.Equal(0, Verify(run, Bundle, "--certificate", run.Write("svid.pem", PemOf("CERTIFICATE", Bound.Raw))));

        Assert.Contains("  binding           spiffe://public/ns/default/sre-agent: exe dadadada… (hash, front), leaf 1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  log               4 leaves of 4", run.Output, StringComparison.Ordinal);
        Assert.Contains("what holds      bundle, log, statements, binding, ", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("✓ trusted   Intel TDX · run 56475aa7 · SIMULATED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Der_a_chain_a_request_and_a_digest_do_as_well()
    {
        using CliRun run = Run();
        string authority = PemOf("CERTIFICATE", Authority());

        Assert.Equal(0, Verify(run, Bundle, "--certificate", run.Write("svid.der", Bound.Raw.ToArray())));
        Assert.Equal(0, Verify(run, Bundle, "--certificate", run.Write("chain.pem", PemOf("CERTIFICATE", Bound.Raw) + authority)));
        Assert.Equal(0, Verify(run, Bundle, "--csr", run.Write("a.csr", PemOf("CERTIFICATE REQUEST", Svid.RequestOf(Key)))));
        Assert.Equal(0, Verify(run, Bundle, "--csr", run.Write("b.csr", Svid.RequestOf(Key, Svid.Id))));
        Assert.Equal(0, Verify(run, Bundle, "--spki", Hex.Of(Bound.SpkiSha256.Span)));
        Assert.Equal(0, Verify(run, Whole));
    }

    [Fact]
    public void The_result_says_which_program_held_the_key()
    {
        using CliRun run = Run();

        Verify(run, Whole, "--output", "json");

        Assert.Equal(Hex.Of(BoundNode.Exe), run.Json.GetProperty("claims").GetProperty("binding").GetProperty("exe").GetString());
        Assert.Equal("svid-binding/v1", run.Json.GetProperty("statements")[1].GetProperty("predicate").GetString());
        JsonElement[] rules = [.. run.Json.GetProperty("checks").EnumerateArray().Where(each => each.GetProperty("id").GetString()!.StartsWith("BND-", StringComparison.Ordinal))];
        Assert.Equal(6, rules.Length);
        Assert.All(rules, each => Assert.Equal("pass", each.GetProperty("outcome").GetString()));
    }

    [Fact]
    public void A_key_without_a_binding_is_not_accepted_and_another_certificate_of_the_key_is_not_authentic()
    {
        using CliRun run = Run();
        Certificate stranger = Svid.Certificate(Svid.Keys["RSA"], Machine.Now, 1, Svid.Id);
        Certificate again = Svid.Certificate(new PublicKey(Key), Machine.Now, 2, Svid.Id);

        Assert.Equal(3, Verify(run, Bundle, "--certificate", run.Write("stranger.der", stranger.Raw.ToArray())));
        Assert.Contains("BND-05", run.Output, StringComparison.Ordinal);
        Assert.Contains("not-hardware-rooted", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("exe dadadada", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Verify(run, Bundle, "--certificate", run.Write("again.der", again.Raw.ToArray())));
        Assert.Contains("BND-03", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, Verify(run, Whole, "--spki", new string('0', 64)));
    }

    [Theory]
    [InlineData("--spki", "00")]
    [InlineData("--certificate", "nowhere")]
    [InlineData("--csr", "nowhere")]
    public void A_key_that_is_none_is_a_bad_invocation(params string[] flags)
    {
        using CliRun run = Run();

        Assert.Equal(1, Verify(run, Bundle, flags));
        Assert.Contains(flags[1] == "00" ? "want 64 hex digits" : "no such file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_certificate_or_request_is_named_with_what_is_wrong()
    {
        using CliRun run = Run();
        string two = run.Write("two.pem", PemOf("CERTIFICATE", Bound.Raw) + PemOf("CERTIFICATE", Bound.Raw));

        Assert.Equal(1, Verify(run, Bundle, "--certificate", run.Write("a.der", "nothing")));
        Assert.Contains("--certificate: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, Verify(run, Bundle, "--certificate", run.Write("a.pem", "-----BEGIN NOTHING-----\n")));
        Assert.Equal(1, Verify(run, Bundle, "--certificate", two));
        Assert.Contains("want one for each flag", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, Verify(run, Bundle, "--csr", run.Write("b.der", "nothing")));
        Assert.Equal(1, Verify(run, Bundle, "--csr", run.Write("b.pem", PemOf("CERTIFICATE", Bound.Raw))));
    }

    [Fact]
    public void Bare_evidence_binds_no_key()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Verify("pass", "--spki", new string('0', 64)));
        Assert.Contains("--spki: FILE is not a proof bundle", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_binding_is_explained()
    {
        using CliRun run = Run();

        Assert.Equal(0, run.Run("explain", "BND-05"));
        Assert.Contains("the key is bound to a measured program at all", run.Output, StringComparison.Ordinal);
    }

    private static CliRun Run() => new() { Catalog = TeeCatalog.Default };

    private static int Verify(CliRun run, ProofBundle bundle, params string[] more) => run.Run(
        [
            "verify", run.Write("bundle.json", ProofBundleWriter.Write(bundle)), "--policy", run.Write("policy.json", Machine.PolicyText(BindingVerdicts.Pinned)),
            "--at", UtcTime.Of(Machine.Now), .. more,
        ]);

    private static string PemOf(string label, ReadOnlyMemory<byte> der) => new string(PemEncoding.Write(label, der.Span)) + "\n";

    private static byte[] Authority()
    {
        CertificateRequest request = new("CN=issuer", Key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using X509Certificate2 authority = request.CreateSelfSigned(Machine.Now, Machine.Now.AddDays(1));
        return authority.RawData;
    }
}
