// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Sentry;
using Attestation.X509;

namespace Attestation.Agent.Tests.Sentry;

public sealed class FrontCertificatesTests : IDisposable
{
    private const string Id = "spiffe://cluster.local/ns/dapr-system/dapr-sentry";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 41, 0, TimeSpan.Zero);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("sentry");

    [Fact]
    public void It_is_sentrys_by_name_and_an_authority_for_nobody()
    {
        using FrontCertificates taken = Take(Now);

        Assert.True(Certificate.TryParse(taken.Current.Certificate.RawDataMemory, out Certificate? read, out var malformed), malformed?.ToString());
        Assert.True(SpiffeId.TryReadFrom(read.Extensions, out SpiffeId? id, out _));
        Assert.Equal((Id, false, false), (id.Text, read.IsCertificateAuthority, read.BasicConstraints!.Value.CertificateAuthority));
        Assert.Equal((X509KeyUsageFlags.DigitalSignature, true, read.Subject), (read.KeyUsage, read.HasP256Key, read.Issuer));
    }

    [Fact]
    public void It_is_the_same_after_a_restart()
    {
        using FrontCertificates first = Take(Now);
        using FrontCertificates second = Take(Now.AddDays(300));

        Assert.Equal(first.Current.Certificate.RawData, second.Current.Certificate.RawData);
        Assert.True(second.Current.Certificate.HasPrivateKey);
        Assert.Null(second.Next);
    }

    [Fact]
    public void Every_file_is_the_agents_alone()
    {
        Take(Now).Dispose();

        Assert.All(directory.GetFiles(), file => Assert.Equal(OwnerOnly, file.UnixFileMode));
        Assert.Equal(["anchors.pem", "front.pem"], directory.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void From_the_middle_of_its_life_its_successor_stands_beside_it_in_the_anchors()
    {
        using FrontCertificates first = Take(Now);
        using FrontCertificates second = Take(Now + (FrontCertificate.Life * 0.51));

        Assert.Equal(first.Current.Certificate.RawData, second.Current.Certificate.RawData);
        Assert.Equal([second.Current.Certificate.RawData, second.Next!.Certificate.RawData], Anchors());
    }

    [Fact]
    public void In_the_last_sixth_of_its_life_the_successor_serves()
    {
        Take(Now).Dispose();
        using FrontCertificates middle = Take(Now + (FrontCertificate.Life * 0.6));
        using FrontCertificates last = Take(Now + (FrontCertificate.Life * 0.85));

        Assert.Equal(middle.Next!.Certificate.RawData, last.Current.Certificate.RawData);
        Assert.Null(last.Next);
    }

    [Fact]
    public void One_that_is_torn_is_made_anew()
    {
        Take(Now).Dispose();
        string file = Path.Combine(directory.FullName, "front.pem");
        File.WriteAllText(file, File.ReadAllText(file)[..200]);

        using FrontCertificates taken = Take(Now);

        Assert.True(taken.Current.Certificate.HasPrivateKey);
    }

    [Fact]
    public void One_of_another_control_plane_is_made_anew()
    {
        Take(Now).Dispose();
        using FrontCertificates taken = FrontCertificates.Take(directory.FullName, "spiffe://other/ns/dapr-system/dapr-sentry", Now);

        Assert.Single(Anchors());
        Assert.Equal([taken.Current.Certificate.RawData], Anchors());
    }

    public void Dispose() => directory.Delete(recursive: true);

    private FrontCertificates Take(DateTimeOffset now) => FrontCertificates.Take(directory.FullName, Id, now);

    private byte[][] Anchors()
    {
        X509Certificate2Collection anchors = [];
        anchors.ImportFromPemFile(Path.Combine(directory.FullName, FrontCertificates.AnchorsFile));
        return [.. anchors.Select(each => each.RawData)];
    }
}
