// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Completions;

namespace Attestation.Cli.Completing;

/// <summary>What may follow one verb on a command line.</summary>
/// <param name="Path">The verb as it is typed, for example <c>attest policy init</c>.</param>
/// <param name="Verbs">Verbs below it.</param>
/// <param name="Options">Its options by each of their names, with those of the verbs above that reach down to it.</param>
internal sealed record Completable(string Path, string[] Verbs, CompletableOption[] Options)
{
    /// <summary>Every verb of a command line, from the root down.</summary>
    public static IEnumerable<Completable> Of(Command command) => Of(command, []);

    private static IEnumerable<Completable> Of(Command command, IEnumerable<Option> above)
    {
        Option[] own = [.. command.Options.Where(each => !each.Hidden)];
        Command[] verbs = [.. command.Subcommands.Where(each => !each.Hidden)];
        yield return new(HelpExamples.Path(command), [.. verbs.Select(each => each.Name)], [.. own.Concat(above).SelectMany(Named).DistinctBy(each => each.Name)]);
        Option[] reaching = [.. above, .. own.Where(each => each.Recursive)];
        foreach (Completable each in verbs.SelectMany(verb => Of(verb, reaching)))
        {
            yield return each;
        }
    }

    private static IEnumerable<CompletableOption> Named(Option option)
    {
        bool takesValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
        string[] values = takesValue ? [.. option.GetCompletions(CompletionContext.Empty).Select(each => each.Label)] : [];
        return ((IEnumerable<string>)[option.Name, .. option.Aliases]).Where(name => name.StartsWith('-')).Select(name => new CompletableOption(name, takesValue, values));
    }
}
