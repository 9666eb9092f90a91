// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.Cli.Completing;

/// <summary>The completion script of a shell: one function with three tables, all made from the command line that parses.</summary>
internal static class CompletionScript
{
    /// <summary>For bash; it needs no other package.</summary>
    public static string Bash(IReadOnlyCollection<Completable> all) => $$"""
        # bash completion for {{Build.Name}}: source it, or put it into /etc/bash_completion.d.
        {{Function(all)}}
        complete -o default -F _{{Build.Name}} {{Build.Name}}

        """;

    /// <summary>For zsh, whose <c>bashcompinit</c> runs the same function.</summary>
    public static string Zsh(IReadOnlyCollection<Completable> all) => $$"""
        #compdef {{Build.Name}}
        # zsh completion for {{Build.Name}}: source it after compinit.
        autoload -U +X bashcompinit && bashcompinit
        {{Function(all)}}
        complete -o default -F _{{Build.Name}} {{Build.Name}}

        """;

    // An answer without words leaves the word to the shell, which knows files.
    private static string Function(IReadOnlyCollection<Completable> all) => $$"""
        _{{Build.Name}}() {
            local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path={{Build.Name}} i verbs= options= values=
            COMPREPLY=()
            for ((i = 1; i < COMP_CWORD; i++)); do
                case "$path ${COMP_WORDS[i]}" in
                    {{string.Join('|', all.Skip(1).Select(each => Quoted(each.Path)))}}) path="$path ${COMP_WORDS[i]}" ;;
                esac
            done
            case "$path $prev" in
        {{Rows(Choices(all))}}        {{Alternatives(all)}}) return ;;
            esac
            case "$path" in
        {{Rows(all.Select(Words))}}    esac
            case "$cur" in
                -*) values=$options ;;
                *) values=$verbs ;;
            esac
            COMPREPLY=($(compgen -W "$values" -- "$cur"))
        }
        """;

    private static IEnumerable<string> Choices(IEnumerable<Completable> all) =>
        from each in all
        from option in each.Options
        where option.Values.Length > 0
        select $"{Quoted($"{each.Path} {option.Name}")}) COMPREPLY=($(compgen -W {Quoted(string.Join(' ', option.Values))} -- \"$cur\")); return ;;";

    private static string Alternatives(IEnumerable<Completable> all) => string.Join(
        '|', from each in all from option in each.Options where option.TakesValue && option.Values.Length == 0 select Quoted($"{each.Path} {option.Name}"));

    private static string Words(Completable each) =>
        $"{Quoted(each.Path)}) verbs={Quoted(string.Join(' ', each.Verbs))} options={Quoted(string.Join(' ', each.Options.Select(option => option.Name)))} ;;";

    private static string Rows(IEnumerable<string> rows) => rows.Aggregate(new StringBuilder(), (text, row) => text.Append("        ").Append(row).Append('\n')).ToString();

    private static string Quoted(string words) => $"'{words}'";
}
