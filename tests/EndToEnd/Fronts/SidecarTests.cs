// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Tests.Sentry;
using Attestation.EndToEnd.Measuring;
using Grpc.Core;

namespace Attestation.EndToEnd.Fronts;

/// <summary>From a sidecar's key to the vendor's root: measured, bound, issued by Sentry, verified offline.</summary>
public sealed class SidecarTests
{
    private const int NotTrusted = 3;

    [Theory]
    [InlineData("tdx")]
    [InlineData("sev-snp")]
    public async Task A_sidecars_certificate_verifies_offline_down_to_its_program_and_its_machine(string tee)
    {
        await using SidecarNode node = await SidecarNode.StartAsync(tee);
        using X509Certificate2 svid = await node.FetchAsync(BuiltPrograms.Trusted);
        byte[] bundle = await node.BundleAsync();

        (int code, string said) = node.Verify(bundle, svid, AttackRig.TrustedDigest);

        Assert.True(code == 0, said);
        Assert.Contains($"spiffe://public/ns/default/sre-agent: exe {Convert.ToHexStringLower(AttackRig.TrustedDigest)[..8]}… (hash, front)", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_in_the_policy_or_another_certificate_of_the_same_name_is_refused_by_its_own_rule()
    {
        await using SidecarNode node = await SidecarNode.StartAsync("tdx");
        using X509Certificate2 svid = await node.FetchAsync(BuiltPrograms.Trusted);
        byte[] bundle = await node.BundleAsync();
        using X509Certificate2 stranger = OfAnotherKey();

        (int code, string said) = node.Verify(bundle, svid, SHA256.HashData("another program"u8));
        (int unbound, string why) = node.Verify(bundle, stranger, AttackRig.TrustedDigest);

        Assert.Equal((NotTrusted, NotTrusted), (code, unbound));
        Assert.Contains("BND-04", said, StringComparison.Ordinal);
        Assert.Contains("BND-05", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_listed_gets_nothing_and_Sentry_is_not_asked()
    {
        string program = Path.Combine(BuiltPrograms.Folder, Path.GetRandomFileName());
        File.Copy(BuiltPrograms.Trusted, program);
        await File.AppendAllTextAsync(program, "another program");
        await using SidecarNode node = await SidecarNode.StartAsync("tdx");

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => node.FetchAsync(program));

        Assert.Equal((StatusCode.PermissionDenied, 0), (refused.StatusCode, node.Asked));
        File.Delete(program);
    }

    // The same name from the same kind of authority, over a key that nobody bound.
    private static X509Certificate2 OfAnotherKey() =>
        X509Certificate2.CreateFromPem(new SentryIssuer(TimeProvider.System.GetUtcNow()).Issue(Ask.Message()).WorkloadCertificate.ToStringUtf8());
}
