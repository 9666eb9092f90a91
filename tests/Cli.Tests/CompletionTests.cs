// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Attestation.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private const string AskBash = """source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _attest; echo "${COMPREPLY[*]}" """;

    // A terminal of its own: what the person types, TABs and all, and what stands there then.
    private const string TypeZsh = """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "autoload -U compinit; compinit -u -D; source $1; print READY-\$((40 + 2))"
        zpty -r shell seen '*READY-42*'
        zpty -w -n shell $'attest conf\ts\t-\x07'
        zpty -r shell seen '*attest conformance*snp*'
        print -r -- $seen
        """;

    private readonly CliRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("verify", "ver")]
    [InlineData("show verify prove audit", "log", "")]
    [InlineData("json quiet tree", "verify", "quote.bin", "--output", "")]
    [InlineData("json", "--output", "j")]
    [InlineData("fake", "show", "--tee", "")]
    [InlineData("--policy", "verify", "quote.bin", "--pol")]
    [InlineData("--out", "policy", "init", "--out", "p.json", "--ou")]
    [InlineData("", "verify", "--policy", "")]
    [InlineData("", "verify", "quo")]
    [InlineData("bash zsh", "completion", "")]
    public void Bash_completes_verbs_options_and_their_values_and_leaves_files_to_the_shell(string completions, params string[] words)
    {
        string output = Said("bash", ["--norc", "-c", AskBash, "bash", Script("bash"), "attest", .. words]);

        // Another option may begin with the same letters.
        Assert.Equal(completions, completions.StartsWith("--", StringComparison.Ordinal) ? output.Split(' ')[0] : output);
    }

    [Fact]
    public void Zsh_completes_what_is_typed_in_a_terminal()
    {
        Assert.SkipUnless(Directory.Exists("/usr/share/zsh"), "no zsh (Debian: apt-get install zsh)");

        Assert.Contains("snp", Said("zsh", ["-f", "-c", TypeZsh, "zsh", Script("zsh")]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    public void Every_verb_that_has_help_is_completed(string shell)
    {
        string script = File.ReadAllText(Script(shell));

        Assert.All(run.Verbs(), verb => Assert.Contains($"'attest {string.Join(' ', verb)}')", script, StringComparison.Ordinal));
    }

    private string Script(string shell)
    {
        Assert.Equal(0, run.Run("completion", shell));
        return run.Write($"attest.{shell}", run.Output);
    }

    private static string Said(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.TrimEnd('\n');
    }
}
