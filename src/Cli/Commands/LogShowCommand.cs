// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Cli.Logs;
using Attestation.Cli.Rendering;
using Attestation.TransparencyLog;

namespace Attestation.Cli.Commands;

/// <summary><c>attest log show DIR</c>: lists leaves without trusting them, and says so.</summary>
internal sealed class LogShowCommand
{
    private readonly Session session;
    private readonly Argument<string> directory = FileArgument.Required("DIR", $"{LogCommand.Directory}; of several runs the live one");

    private LogShowCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        LogShowCommand verb = new(session);
        Command command = new("show", "list the leaves of a run without trusting them") { verb.directory };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        LogFiles files = new(LogFolder.Open(parsed.GetRequiredValue(directory)).One());
        try
        {
            Checkpoint head = LeafReading.HeadOf(files);
            Show(parsed, head, new(files, head.Size));
            return ExitCode.Trusted;
        }
        catch (LogStorageException failed)
        {
            throw new CliError($"{files.Root}: {failed.Message}");
        }
    }

    private void Show(ParseResult parsed, Checkpoint head, LeafReading leaves)
    {
        if (session.Form(parsed) == OutputForm.Json)
        {
            JsonDocuments.WriteTo(session.Surroundings.Stdout, (json, passOn) =>
            {
                LeafRenderer.Begin(json, head);
                foreach (var leaf in leaves.All())
                {
                    LeafRenderer.Write(json, leaf.Index, leaf.Bytes.Span, leaf.Statement, leaf.Malformed);
                    passOn();
                }

                LeafRenderer.End(json);
            });
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page =>
            {
                LeafRenderer.Head(page, head);
                foreach (var leaf in leaves.All())
                {
                    LeafRenderer.Print(page, leaf.Index, leaf.Statement, leaf.Malformed);
                }
            });
        }
    }
}
