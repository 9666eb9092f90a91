// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Invocation;
using Attestation.Catalog;
using Attestation.Cli.Commands;

namespace Attestation.Cli;

/// <summary>The command line (CONTRACTS, section 9): one verb, one file in <c>Commands</c>.</summary>
/// <param name="catalog">The TEEs that are known.</param>
/// <param name="surroundings">Streams, environment and clock.</param>
internal sealed class CommandLine(TeeCatalog catalog, Surroundings surroundings)
{
    private const string DebugVariable = "ATTEST_DEBUG";

    private readonly Session session = new(catalog, surroundings);

    /// <summary>Runs one invocation; never throws.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            return Invoke(Root().Parse(args, Parsing));
        }
        catch (CliError error)
        {
            Report(error.Messages, error.Hint);
            return (int)error.ExitCode;
        }
        catch (Exception failed)
        {
            string detail = surroundings.Variable(DebugVariable) is { Length: > 0 } ? failed.ToString() : failed.Message;
            Report([$"internal: {failed.GetType().Name}: {detail}"], $"{DebugVariable}=1 prints where");
            return (int)ExitCode.Unusable;
        }
    }

    // A token that begins with @ is a file name like any other, not a file of further arguments.
    private static ParserConfiguration Parsing => new() { ResponseFileTokenReplacer = null };

    private int Invoke(ParseResult parsed)
    {
        if (parsed.Action is ParseErrorAction)
        {
            Command command = parsed.CommandResult.Command;
            Report(Refusal(parsed, command), $"`{HelpExamples.Path(command)} --help` lists what it takes");
            return (int)ExitCode.Unusable;
        }

        using StreamWriter output = new(surroundings.Stdout, leaveOpen: true);
        return parsed.Invoke(new() { Output = output, Error = surroundings.Stderr, EnableDefaultExceptionHandler = false });
    }

    private RootCommand Root()
    {
        RootCommand root = new("Verifies hardware attestation Evidence, offline unless --online says otherwise.")
        {
            VerifyCommand.Create(session),
            ShowCommand.Create(session),
            PolicyCommand.Create(session),
            ExplainCommand.Create(session),
            RulesCommand.Create(session),
            ConformanceCommand.Create(session),
            EndorsementsCommand.Create(session),
            MeasureCommand.Create(session),
            QuoteCommand.Create(session),
            BindCommand.Create(session),
            LogCommand.Create(session),
            DoctorCommand.Create(session),
            BenchCommand.Create(session),
        };
        root.Add(CompletionCommand.Create(session, root));
#if SIMULATORS
        root.Add(SimulateCommand.Create(session));
#endif
        root.Directives.Clear();
        Replace(root.Options);
        HelpExamples.AddTo(root);
        root.Add(session.Output);
        root.Add(session.At);
        return root;
    }

    private static void Replace(IList<Option> options)
    {
        foreach (Option option in options.OfType<VersionOption>().ToArray())
        {
            options.Remove(option);
        }

        options.Add(new VersionOption { Action = new PrintVersion(), Description = "print name and version" });
    }

    private void Report(IReadOnlyList<string> messages, string? hint) => session.PrintError(page =>
    {
        foreach (string message in messages)
        {
            page.Line($"{Build.Name}: error: {message}");
        }

        if (hint is not null)
        {
            page.Line($"{Build.Name}: hint: {hint}");
        }
    });

    // Of a command that only holds verbs the framework says first that one is missing, also where one is misspelt.
    private static string[] Refusal(ParseResult parsed, Command command) =>
        command.Subcommands.Count == 0 ? [.. parsed.Errors.Select(each => OneLine(each.Message))]
        : parsed.UnmatchedTokens is [string wrong, ..] ? [$"\"{wrong}\" is no verb of `{HelpExamples.Path(command)}`"]
        : [$"`{HelpExamples.Path(command)}` wants a verb"];

    // The framework's messages are sentences, some over several lines.
    private static string OneLine(string message)
    {
        string line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length == 0 ? line : char.ToLowerInvariant(line[0]) + line[1..];
    }

    private sealed class PrintVersion : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(Build.Line);
            return (int)ExitCode.Trusted;
        }
    }
}
