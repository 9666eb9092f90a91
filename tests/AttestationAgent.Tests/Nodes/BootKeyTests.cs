// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent;
using Attestation.Agent.Nodes;

namespace Attestation.Agent.Tests.Nodes;

public sealed class BootKeyTests : IDisposable
{
    private static readonly Guid Boot = Guid.Parse("6f1d2c3b-4a59-4e68-9d77-0c8b9a0f1e2d");

    private readonly string folder = Directory.CreateTempSubdirectory("boot-key-").FullName;

    private string Place => Path.Combine(folder, "private");

    [Fact]
    public void Starts_of_one_boot_have_one_key()
    {
        using BootKey first = BootKey.Take(Place, Boot, isSimulated: true);
        using BootKey second = BootKey.Take(Place, Boot, isSimulated: true);

        Assert.Equal(first.Spki.ToArray(), second.Spki.ToArray());
        using ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(second.Spki.Span, out _);
        byte[] said = [1, 2, 3];
        Assert.True(key.VerifyData(said, first.Sign(said), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void Another_boot_has_another_key()
    {
        using BootKey first = BootKey.Take(Place, Boot, isSimulated: true);
        using BootKey second = BootKey.Take(Place, Guid.NewGuid(), isSimulated: true);

        Assert.NotEqual(first.Spki.ToArray(), second.Spki.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("6f1d2c3b-4a59-4e68-9d77-0c8b9a0f1e2d")]
    [InlineData("6f1d2c3b-4a59-4e68-9d77-0c8b9a0f1e2d\n-----BEGIN PRIVATE KEY-----\nMIGH")]
    public void A_torn_file_is_replaced(string content)
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "instance.key"), content);

        using BootKey key = BootKey.Take(Place, Boot, isSimulated: true);

        using BootKey again = BootKey.Take(Place, Boot, isSimulated: true);
        Assert.Equal(key.Spki.ToArray(), again.Spki.ToArray());
    }

    [Fact]
    public void A_directory_on_a_disk_is_refused_on_a_real_machine()
    {
        Assert.SkipWhen(new DriveInfo(folder).DriveFormat is "tmpfs" or "ramfs", "the temporary directory lies in memory");

        AgentFailure refused = Assert.Throws<AgentFailure>(() => BootKey.Take(Place, Boot, isSimulated: false));

        Assert.Equal(AgentFailure.BadConfiguration, refused.ExitCode);
        Assert.Contains("want tmpfs", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
