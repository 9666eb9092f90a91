// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Pages;

/// <summary>
/// The commands of a page, one after the other in one shell, as a reader types them: variables, folders and background jobs last from one to the next. The shell has a
/// <c>/run</c> and a <c>/var/lib</c> of its own, so that default paths are nobody's.
/// </summary>
internal sealed class PageRun
{
    private const char Mark = '\u001e';
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly string[] parts;

    /// <summary>Runs them.</summary>
    /// <param name="given">What the page takes for granted: a shell's commands. None starts in the checkout, as a reader does.</param>
    /// <param name="commands">The commands.</param>
    public PageRun(string given, IReadOnlyCollection<ShownCommand> commands)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("page-");
        try
        {
            parts = Run(folder.FullName, Script(folder.FullName, given, commands)).Split(Mark);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the page promises and the run did not keep.</summary>
    /// <param name="commands">The commands that were run.</param>
    public IEnumerable<string> Broken(IReadOnlyList<ShownCommand> commands)
    {
        for (int at = 0; at < commands.Count; at++)
        {
            if (parts.Length < (2 * at) + 4)
            {
                yield return $"{commands[at].Where}: `{commands[at].Text}` was not reached, or did not end: {parts[^1]}";
                yield break;
            }

            (string said, int code) = (parts[(2 * at) + 2], int.Parse(parts[(2 * at) + 3], CultureInfo.InvariantCulture));
            if (code != 0 && !(at + 1 < commands.Count && commands[at + 1].AsksForTheCode))
            {
                yield return $"{commands[at].Where}: `{commands[at].Text}` ended with {code}:\n{said}";
            }

            if (commands[at].Broken(said) is { } broken)
            {
                yield return broken;
            }
        }
    }

    // Each command's output ends in a mark, its code and another mark; the code is handed on to `echo $?`.
    private static string Script(string folder, string given, IEnumerable<ShownCommand> commands) =>
        $$"""
        ended() { local code=$?; printf '\036%d\036' "$code"; return "$code"; }
        mkdir '{{folder}}/lib' && mount -t tmpfs tmpfs /run && mount --bind '{{folder}}/lib' /var/lib || exit 77
        trap 'kill $(jobs -p) 2> /dev/null; wait' EXIT
        export TMPDIR='{{folder}}'
        {{(given.Length == 0 ? $"cd '{Repository.Root}'" : $"cd '{folder}'\n{given}")}}
        ended
        {{string.Concat(commands.Select(each => $"{{\n{each.Text}\n}} 2>&1\nended\n"))}}
        """;

    private static string Run(string folder, string script)
    {
        string file = Path.Combine(folder, "page.sh");
        File.WriteAllText(file, script);
        ProcessStartInfo start = new("unshare", ["-m", "bash", file]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Programs("AttestationAgent")}:{Programs("Cli")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["LANG"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        string why = errors.GetAwaiter().GetResult();
        Assert.SkipWhen(process.ExitCode == 77 || why.StartsWith("unshare: ", StringComparison.Ordinal), $"nothing can be mounted here: {why}");
        return output.GetAwaiter().GetResult() + why;
    }

    private static string Programs(string project) =>
        Path.Combine(Repository.Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name);
}
