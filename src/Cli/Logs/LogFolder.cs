// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;

namespace Attestation.Cli.Logs;

/// <summary>What a person names as DIR: one run's directory, or a state directory with many.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Runs">Directories of runs, in the order of their names; one where a run was named.</param>
/// <param name="Current">The run that <c>current</c> names; null where it names none.</param>
/// <param name="IsRun">True where a run was named.</param>
internal sealed record LogFolder(string Path, IReadOnlyList<string> Runs, RunId? Current, bool IsRun)
{
    private const string LogsName = "logs";
    private const string CurrentName = "current";
    private const int MaxCurrent = RunId.Length + 1;

    /// <summary>Looks at a directory.</summary>
    /// <exception cref="CliError">It is neither, or cannot be read.</exception>
    public static LogFolder Open(string path)
    {
        try
        {
            return Look(path);
        }
        catch (LogStorageException failed)
        {
            throw new CliError($"{path}: {failed.Message}");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliError($"{(path.Length == 0 ? "\"\"" : path)}: cannot be read");
        }
    }

    /// <summary>The one run that a verb for one run is about: the named one, else the live one.</summary>
    /// <exception cref="CliError">There are several, and none is the live one.</exception>
    public string One() =>
        Runs.Count == 1 ? Runs[0]
        : Runs.FirstOrDefault(each => System.IO.Path.GetFileName(each) == Current?.Value)
            ?? throw new CliError($"{Path}: holds {Runs.Count} runs, and \"current\" names none of them") { Hint = $"name one of them: {Path}/{LogsName}/RUN" };

    private static LogFolder Look(string path)
    {
        LogFiles here = new(path);
        if (here.KindOf("") is null)
        {
            throw new CliError($"{path}: no such directory");
        }

        if (here.KindOf(LogLayout.Checkpoint) is not null || here.KindOf("tile") is not null)
        {
            return new(path, [System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))], null, IsRun: true);
        }

        LogFiles logs = here.KindOf(LogsName) is null ? here : new(System.IO.Path.Combine(path, LogsName));
        string[] runs = [.. logs.Names("").Where(name => RunId.TryParse(name, out _)).Order(StringComparer.Ordinal).Select(name => System.IO.Path.Combine(logs.Root, name))];
        return runs.Length > 0 || logs != here ? new(path, runs, CurrentOf(logs), IsRun: false) : throw new CliError($"{path}: is neither a run nor a state directory")
        {
            Hint = "want a directory with a checkpoint, or one with logs/ (default of the agent: /var/lib/attestation-agent)",
        };
    }

    private static RunId? CurrentOf(LogFiles logs) =>
        logs.TryRead(CurrentName, MaxCurrent, out byte[]? bytes) && RunId.TryParse(System.Text.Encoding.ASCII.GetString(bytes).TrimEnd('\n'), out RunId? run) ? run : null;
}
