// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Attestation.Cli;

/// <summary>Arguments that name a file, a folder or a rule.</summary>
internal static class FileArgument
{
    /// <summary>A required argument.</summary>
    public static Argument<string> Required(string name, string description) =>
        NoFlag(new Argument<string>(name) { Description = description });

    /// <summary>An argument that may be left out.</summary>
    public static Argument<string?> Optional(string name, string description) =>
        NoFlag(new Argument<string?>(name) { Description = description, Arity = ArgumentArity.ZeroOrOne });

    // The parser takes a misspelt flag for an argument: "--strct" would be a file, and strictness would be gone.
    private static Argument<T> NoFlag<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.Length > 1 && token.Value[0] == '-'))
            {
                result.AddError($"{token.Value} is not a flag of this verb (a file of that name is ./{token.Value})");
            }
        });
        return argument;
    }
}
