// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Cli.Tests;

public sealed class MeasureTests
{
    // The case launch/default of the vectors.
    private const string Expected = "803f691094946e42068aaa3a8f9e26a5c89f36f7b73ecfb28c653360fe4b3aba7e534442e7e1e17895dfe778d0228977";

    [Fact]
    public void A_measurement_is_printed_alone_and_said_to_be_unverified()
    {
        using CliRun run = new();
        string empty = run.Write("empty", "");

        Assert.Equal(0, run.Run([.. Guest(), "--guest-features", "0x21", "--kernel", empty, "--initrd", empty, "--append", "console=ttyS0 loglevel=7"]));
        Assert.Equal(Expected + "\n", run.Output);
        Assert.Contains("nothing is verified", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_can_come_from_stdin_and_the_answer_be_json()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run([.. Guest(), "--guest-features", "21", "--kernel", "-", "--append", "console=ttyS0 loglevel=7", "--output", "json"]));
        Assert.Equal(Expected, run.Json.GetProperty("measurement").GetString());
    }

    [Theory]
    [InlineData("--vcpu-type: \"Skylake\" is not known", "--vcpus", "1", "--vcpu-type", "Skylake")]
    [InlineData("--vcpus: is 0, want at least 1", "--vcpus", "0", "--vcpu-type", "EPYC")]
    [InlineData("--guest-features: \"x\" is not hex", "--vcpus", "1", "--vcpu-type", "EPYC", "--guest-features", "x")]
    [InlineData("--kernel is missing", "--vcpus", "1", "--vcpu-type", "EPYC", "--append", "quiet")]
    [InlineData("vcpus: got 5000, want 0 to 4096", "--vcpus", "5000", "--vcpu-type", "EPYC")]
    public void What_cannot_be_launched_is_one(string message, params string[] arguments)
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run(["measure", "snp", "--firmware", Firmware, .. arguments]));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_file_that_is_no_firmware_is_one()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("measure", "snp", "--firmware", run.Write("zeros", new byte[4096]), "--vcpus", "1", "--vcpu-type", "EPYC"));
        Assert.Contains("firmware image: table", run.Error, StringComparison.Ordinal);
    }

    private static string Firmware => Vectors.PathOf("snp", "measurement", "ovmf_AmdSev_suffix.bin");

    private static string[] Guest() => ["measure", "snp", "--firmware", Firmware, "--vcpus", "1", "--vcpu-type", "EPYC-v4"];
}
