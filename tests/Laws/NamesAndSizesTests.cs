// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

public sealed class NamesAndSizesTests
{
    private const string Licence = "// SPDX-License-Identifier: Apache-2.0\n\n";

    [Fact]
    public void The_checkout_has_files() => Assert.Contains(TrackedFile.Code, file => file.Path == "src/Attestation/Rule.cs");

    [Fact]
    public void Code_files_are_short_and_licensed() => Law.Holds(TrackedFile.Code.SelectMany(SourceForm.LinesOf));

    [Fact]
    public void Code_files_are_named_as_their_first_type() => Law.Holds(TrackedFile.Code.SelectMany(SourceForm.NameOf));

    [Fact]
    public void Names_under_src_say_something() =>
        Law.Holds(TrackedFile.All.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(SourceForm.WordsOf));

    [Fact]
    public void Nothing_is_put_off() =>
        Law.Holds(Texts.Where(file => !file.Path.EndsWith(".md", StringComparison.Ordinal)).SelectMany(SourceForm.PutOffIn));

    [Fact]
    public void No_text_names_a_path_of_somebodys_machine() => Law.Holds(Texts.SelectMany(SourceForm.MachinePathsIn));

    [Fact]
    public void No_file_holds_a_vendors_certificate() => Law.Holds(TrackedFile.All.SelectMany(VendorBytes.In));

    [Fact]
    public void A_long_file_and_an_unlicensed_one_are_found()
    {
        Assert.Single(SourceForm.LinesOf(TrackedFile.Of("a.cs", Licence + new string('\n', 399) + "x\n")));
        Assert.Empty(SourceForm.LinesOf(TrackedFile.Of("a.cs", Licence + new string('\n', 397) + "x\n")));
        Assert.Single(SourceForm.LinesOf(TrackedFile.Of("a.cs", "namespace A;\n")));
        Assert.Single(SourceForm.LinesOf(TrackedFile.Of("a.cs", "\uFEFF" + Licence)));
    }

    [Theory]
    [InlineData("Quote.cs", "public sealed class Report;", 1)]
    [InlineData("Quote.cs", "public sealed class Quote;", 0)]
    [InlineData("Step.cs", "public readonly record struct Step<T>(int A);", 0)]
    [InlineData("Daemon.Log.cs", "internal static partial class Daemon\n{\n}", 0)]
    [InlineData("Program.cs", "return 0;", 0)]
    [InlineData("Quote.cs", "/// <summary>A class Other.</summary>\nstatic class Quote\n{\n    class Inner;\n}", 0)]
    public void A_file_named_otherwise_than_its_type_is_found(string name, string code, int violations) =>
        Assert.Equal(violations, SourceForm.NameOf(TrackedFile.Of("src/" + name, Licence + code)).Count());

    [Theory]
    [InlineData("src/A/HexUtils.cs", "namespace A;", 1)]
    [InlineData("src/Helpers/Hex.cs", "namespace A;", 1)]
    [InlineData("src/A/Hex.cs", "namespace A.Shared;", 1)]
    [InlineData("src/A/Hex.cs", "namespace A.Misc.B;", 1)]
    [InlineData("src/A/Miscellany.cs", "namespace A.Sharedness;", 0)]
    public void A_name_that_says_nothing_is_found(string path, string code, int violations) =>
        Assert.Equal(violations, SourceForm.WordsOf(TrackedFile.Of(path, code)).Count());

    [Fact]
    public void Work_put_off_is_found()
    {
        Assert.Single(SourceForm.PutOffIn(TrackedFile.Of("a.cs", "// TO" + "DO: later")));
        Assert.Single(SourceForm.PutOffIn(TrackedFile.Of("a.cs", "throw new NotImplemented" + "Exception();")));
    }

    [Theory]
    [InlineData("reads \"/{0}/vectors\"", 1)]
    [InlineData("file:///{0}/x", 1)]
    [InlineData("https://example.org/{0}/x", 0)]
    [InlineData("\"$(Base)/{0}/x\"", 0)]
    public void A_path_of_somebodys_machine_is_found(string text, int violations) =>
        Assert.Equal(violations, SourceForm.MachinePathsIn(TrackedFile.Of("a.md", text.Replace("{0}", "ho" + "me", StringComparison.Ordinal))).Count());

    [Fact]
    public void Paths_that_a_deployment_mounts_are_no_machine_paths() =>
        Assert.Empty(SourceForm.MachinePathsIn(TrackedFile.Of("a.yaml", "/run/tee-agent /var/lib/x /etc/spire /sys/kernel /dev/tpmrm0")));

    [Theory]
    [InlineData("O=Intel Corporation, CN=x", 1)]
    [InlineData("O=\"Advanced Micro Devices, Inc.\", CN=x", 1)]
    [InlineData("O=Simulated, CN=Intel Corporation", 0)]
    public void A_vendors_certificate_is_found_in_every_dress(string name, int violations)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest(name, key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        string pem = certificate.ExportCertificatePem();

        TrackedFile[] dresses =
        [
            new("a.der", certificate.RawData),
            new("a.bin", (byte[])[1, 2, 3, .. certificate.RawData, 4]),
            TrackedFile.Of("a.pem", pem),
            TrackedFile.Of("a.cs", "const string Pem = \"\"\"\n    " + pem.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n\"\"\";"),
            TrackedFile.Of("a.json", "{\"pem\":\"" + pem.Replace("\n", "\\n", StringComparison.Ordinal) + "\"}"),
            TrackedFile.Of("b.json", $"{{\"der\":\"{Convert.ToBase64String(certificate.RawData)}\"}}"),
            TrackedFile.Of("c.json", $"{{\"der\":\"{Convert.ToHexStringLower(certificate.RawData)}\"}}"),
        ];

        Assert.All(dresses, file => Assert.Equal(violations, VendorBytes.In(file).Count()));
    }

    private static IEnumerable<TrackedFile> Texts => TrackedFile.All.Where(file => file.IsText);
}
