// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Tests;

public sealed class InvocationTests
{
    [Fact]
    public void Version_is_one_line_with_name_version_and_simulators()
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("--version"));
        Assert.Matches(@"^attest \d+\.\d+\.\d+ \((no )?simulators\)\n$", run.Output);
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("verify", "a", "b", "--policy", "c")]
    [InlineData("rules", "--output", "xml")]
    [InlineData("rules", "--bogus")]
    [InlineData("verify", "--policy")]
    [InlineData]
    public void A_bad_invocation_is_one_with_error_and_hint_on_stderr(params string[] args)
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run(args));
        Assert.Empty(run.Output);
        Assert.All(run.Error.TrimEnd('\n').Split('\n'), line => Assert.Matches("^attest: (error|hint): ", line));
    }

    [Fact]
    public void An_unexpected_exception_is_one_without_a_stack_trace()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Verify("crash"));
        Assert.StartsWith("attest: error: internal: InvalidOperationException: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
