// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Attestation.Cli.Logs;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest log prove DIR</c>: a leaf's proof against the published checkpoint, out of the files.</summary>
internal sealed class LogProveCommand
{
    private readonly Session session;
    private readonly Argument<string> directory = FileArgument.Required("DIR", $"{LogCommand.Directory}; of several runs the live one");
    private readonly Option<string> leaf = new("--leaf") { Description = "the leaf's index, from 0", HelpName = "N", Required = true };
    private readonly Option<string> output = new("--out") { Description = "the .tlog-proof file; - is stdout", HelpName = "FILE", Required = true };
    private readonly Option<bool> force = new("--force") { Description = "overwrite the file" };

    private LogProveCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        LogProveCommand verb = new(session);
        Command command = new("prove", "write a leaf's proof against the published checkpoint") { verb.directory, verb.leaf, verb.output, verb.force };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string path = LogFolder.Open(parsed.GetRequiredValue(directory)).One();
        try
        {
            return PublishedRun.TryOpen(new(path), out PublishedRun? run, out string? problem) ? Prove(parsed, run) : throw Damaged(path, problem);
        }
        catch (LogStorageException failed)
        {
            throw Damaged(path, failed.Message);
        }
    }

    private ExitCode Prove(ParseResult parsed, PublishedRun run)
    {
        string text = parsed.GetRequiredValue(leaf);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long index) || index >= run.Head.Size)
        {
            throw new CliError($"--leaf: \"{text}\" is no leaf of this run, want 0 to {run.Head.Size - 1}");
        }

        if (!run.Tiles.TryProve(index, run.Head.Root, out _, out ImmutableArray<TreeHash> hashes, out Malformed? malformed))
        {
            throw Damaged(run.Files.Root, malformed.ToString());
        }

        string target = parsed.GetRequiredValue(output);
        OutputFile.Write(session.Surroundings, target, TlogProof.Write(index, hashes, run.Note.Raw.Span), parsed.GetValue(force));
        if (target != Input.Stdin && session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => page.Line($"{target}: leaf {index} in the tree of {run.Head.Size} of {run.Head.Origin}"));
        }

        return ExitCode.Trusted;
    }

    private static CliError Damaged(string path, string problem) => new($"{path}: {problem}")
    {
        ExitCode = ExitCode.NotAuthentic,
        Hint = "`attest log verify DIR` checks every file",
    };
}
