// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text;
using Attestation.Cli.Completing;

namespace Attestation.Cli.Commands;

/// <summary><c>attest completion bash|zsh</c>: prints a script that completes verbs, options and their values.</summary>
internal static class CompletionCommand
{
    public static Command Create(Session session, RootCommand root) => new("completion", "print a shell's completion script")
    {
        Shell(session, root, "bash", CompletionScript.Bash),
        Shell(session, root, "zsh", CompletionScript.Zsh),
    };

    private static Command Shell(Session session, RootCommand root, string name, Func<IReadOnlyCollection<Completable>, string> script)
    {
        Command command = new(name, $"for {name}");
        command.SetAction(_ => session.Surroundings.Stdout.Write(Encoding.UTF8.GetBytes(script([.. Completable.Of(root)]))));
        return command;
    }
}
