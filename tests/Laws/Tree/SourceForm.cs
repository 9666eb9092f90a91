// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Attestation.Laws.Tree;

/// <summary>What a file may look like; each method yields what breaks it.</summary>
internal static partial class SourceForm
{
    private const int MaxLines = 400;
    private const string Licence = "// SPDX-License-Identifier: Apache-2.0";

    /// <summary>A C# file of more than 400 lines, or without the licence on its first line.</summary>
    public static IEnumerable<string> LinesOf(TrackedFile file)
    {
        string[] lines = file.Lines;
        if (lines.Length > MaxLines)
        {
            yield return $"{file.Path} has {lines.Length} lines, may have {MaxLines}";
        }

        if (lines[0] != Licence)
        {
            yield return $"{file.Path} begins with \"{lines[0]}\", want \"{Licence}\"";
        }
    }

    /// <summary>A C# file that is not named as its first type. A file without types may have any name.</summary>
    public static IEnumerable<string> NameOf(TrackedFile file)
    {
        Match type = FirstType().Match(file.Text.ReplaceLineEndings("\n"));
        if (type.Success && type.Groups["name"].Value != file.Name.Split('.')[0])
        {
            yield return $"{file.Path} begins with the type {type.Groups["name"].Value}";
        }
    }

    /// <summary>A word that says nothing in a path or namespace under src.</summary>
    public static IEnumerable<string> WordsOf(TrackedFile file)
    {
        IEnumerable<string> names = [file.Path, .. Namespaces().Matches(file.Text).Select(match => match.Groups["name"].Value)];
        return from name in names
               where EmptyWords().IsMatch(name)
               select $"{file.Path}: {name} says nothing";
    }

    /// <summary>Work that was put off.</summary>
    public static IEnumerable<string> PutOffIn(TrackedFile file) =>
        PutOff().Matches(file.Text).Select(match => $"{file.Path} says {match.Value}");

    /// <summary>Absolute paths of somebody's machine; what a deployment mounts (run, var, etc, sys, dev) is none.</summary>
    public static IEnumerable<string> MachinePathsIn(TrackedFile file) =>
        MachinePath().Matches(file.Text).Select(match => $"{file.Path} names {match.Value}");

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+class|\s+struct)?|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex FirstType();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"(?<![A-Za-z])(?:[A-Z]\w*)?(?:Utils?|Helpers?|Common(?!Name)|Misc|Shared)(?![a-z])")]
    private static partial Regex EmptyWords();

    [GeneratedRegex(@"\b(?:T[O]DO|F[I]XME|NotI[m]plementedException)\b")]
    private static partial Regex PutOff();

    [GeneratedRegex(@"(?<![\w.$)}*~-])/(?:w[o]rk|h[o]me|r[o]ot|Users|mnt)/[\w.-]*")]
    private static partial Regex MachinePath();
}
