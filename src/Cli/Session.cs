// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using Attestation.Catalog;
using Attestation.Cli.Rendering;

namespace Attestation.Cli;

/// <summary>What every verb of one run shares: the catalog, the surroundings and the flags that all of them take.</summary>
internal sealed class Session(TeeCatalog catalog, Surroundings surroundings)
{
    private const string Tree = "tree";
    private const string Json = "json";
    private const string Quiet = "quiet";

    public TeeCatalog Catalog => catalog;

    public Surroundings Surroundings => surroundings;

    public Option<string> Output { get; } = OutputOption();

    /// <summary>For verbs that read raw files.</summary>
    public Option<string?> Tee { get; } = TeeOption(catalog);

    public Option<string> At { get; } = new("--at")
    {
        Description = "the verification instant, such as 2026-11-20T08:41:00Z (default: now)",
        HelpName = "TIME",
        Recursive = true,
    };

    /// <summary>The verification instant: <c>--at</c>, else the clock, read once a run.</summary>
    public DateTimeOffset Now(ParseResult parsed)
    {
        if (parsed.GetValue(At) is not { } text)
        {
            return surroundings.Clock.GetUtcNow();
        }

        return UtcTime.TryRead(text, out DateTimeOffset at)
            ? at
            : throw new CliError($"--at: \"{text}\" is not a time, want one such as 2026-11-20T08:41:00Z");
    }

    /// <summary>The TEE that a flag names, or null where it is absent.</summary>
    /// <exception cref="CliError">The catalog knows no such TEE.</exception>
    public string? NamedTee(ParseResult parsed)
    {
        string? name = parsed.GetValue(Tee);
        if (name is null || catalog.TryFind(name, out _))
        {
            return name;
        }

        throw new CliError($"{Tee.Name}: \"{name}\" is not known, want one of {string.Join(", ", catalog.Tees.Select(each => each.Name))}");
    }

    public OutputForm Form(ParseResult parsed) => parsed.GetValue(Output) switch
    {
        Json => OutputForm.Json,
        Quiet => OutputForm.Quiet,
        _ => OutputForm.Tree,
    };

    /// <summary>Writes lines for people to stdout.</summary>
    public void Print(Action<Page> write)
    {
        using StreamWriter writer = new(surroundings.Stdout, leaveOpen: true);
        write(new Page(writer, PageStyle.Of(surroundings.Variable, surroundings.StdoutIsTerminal)));
    }

    /// <summary>Writes lines for people to stderr.</summary>
    public void PrintError(Action<Page> write) =>
        write(new Page(surroundings.Stderr, PageStyle.Of(surroundings.Variable, surroundings.StderrIsTerminal)));

    /// <summary>Writes one JSON document to stdout.</summary>
    public void PrintJson(Action<Utf8JsonWriter> write) => surroundings.Stdout.Write(JsonDocuments.Write(write));

    /// <summary>Tells a person about something that was passed over.</summary>
    public void Warn(string message) => PrintError(page => page.Line($"{Build.Name}: warning: {message}"));

    private static Option<string?> TeeOption(TeeCatalog catalog)
    {
        Option<string?> option = new("--tee") { Description = "the tee of a raw file", HelpName = "NAME" };
        option.CompletionSources.Add([.. catalog.Tees.Select(each => each.Name)]);
        return option;
    }

    private static Option<string> OutputOption()
    {
        Option<string> option = new("--output")
        {
            Description = "tree (for people), json (one document), quiet (the exit code only)",
            HelpName = "FORM",
            Recursive = true,
            DefaultValueFactory = _ => Tree,
        };
        option.AcceptOnlyFromAmong(Tree, Json, Quiet);
        return option;
    }
}
