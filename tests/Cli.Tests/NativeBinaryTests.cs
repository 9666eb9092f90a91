// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Cli.Tests;

/// <summary>What users run: one native file, in processes of its own.</summary>
public sealed class NativeBinaryTests(NativeBinary native) : IClassFixture<NativeBinary>
{
    [Fact]
    public void Publishing_gives_one_file_without_warnings()
    {
        Assert.DoesNotContain("warning", native.PublishOutput, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["attest"], Directory.GetFiles(native.Folder).Where(file => !file.EndsWith(".dbg", StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    [Fact]
    public void It_agrees_with_every_tdx_vector()
    {
        (int code, string said) = NativeBinary.Execute(native.Attest, "conformance", "tdx", Vectors.PathOf("tdx"));

        Assert.True(code == 0, said);
        Assert.Contains(" 0 disagree", said, StringComparison.Ordinal);
    }

    [Fact]
    public void It_verifies_a_simulated_machine_without_a_network_and_without_asking_for_a_socket()
    {
        string folder = Directory.CreateTempSubdirectory("attest-").FullName;
        try
        {
            Assert.Equal(0, NativeBinary.Execute(native.Attest, "simulate", "tdx", "--out", folder).Code);
            string trace = Path.Combine(folder, "trace");
            (int code, string said) = NativeBinary.Execute(
                "strace", "-f", "-e", "trace=%network", "-o", trace, native.Attest, "verify", Path.Combine(folder, "quote.bin"),
                "--policy", Path.Combine(folder, "policy.json"), "--endorsements", Path.Combine(folder, "endorsements"));

            Assert.True(code == 0, said);
            Assert.DoesNotContain(File.ReadLines(trace), line => line.Contains("socket(", StringComparison.Ordinal) || line.Contains("connect(", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
