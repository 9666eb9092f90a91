// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Catalog;
using Attestation.Cli.Rendering;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest show FILE</c>: decodes without trusting, and says so.</summary>
internal sealed class ShowCommand
{
    private readonly Session session;
    private readonly Argument<string> file = FileArgument.Required("FILE", "an evidence document, or a raw quote or report; - is stdin");
    private readonly Option<string?> field = new("--field") { Description = "print only this field's value, whole", HelpName = "NAME" };

    private ShowCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        ShowCommand verb = new(session);
        Command command = new("show", "decode evidence without trusting it") { verb.file, verb.field, session.Tee };
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(file);
        byte[] bytes = Input.Read(session.Surroundings, path);
        EvidenceReader reader = new(session.Catalog);
        if (!reader.TryRead(bytes, session.NamedTee(parsed), out ImmutableArray<Evidence> evidences, out Malformed? malformed))
        {
            throw Refused(path, malformed);
        }

        ImmutableArray<DecodedEvidence> decoded = [.. evidences.Select(each => Decode(path, each))];
        if (parsed.GetValue(field) is { } name)
        {
            Field(name, decoded);
        }
        else if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => ShowRenderer.Write(json, decoded));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => ShowRenderer.Print(page, decoded));
        }

        return ExitCode.Trusted;
    }

    private DecodedEvidence Decode(string path, Evidence evidence)
    {
        ITee room = session.Catalog.Tees.First(each => each.Name == evidence.Tee);
        string first = room.Parts[0].Name;
        if (!evidence.TryGet(first, out EvidencePart? part))
        {
            return new(room, evidence, first, []);
        }

        return room.TryDecode(part.Bytes, out ImmutableArray<DecodedField> fields, out Malformed? malformed)
            ? new(room, evidence, first, fields)
            : throw Refused(path, malformed);
    }

    private void Field(string name, ImmutableArray<DecodedEvidence> decoded)
    {
        DecodedField[] found = [.. decoded.SelectMany(each => each.Fields).Where(each => Plain(each.Name) == Plain(name))];
        if (found.Length == 0)
        {
            string known = string.Join(", ", decoded.SelectMany(each => each.Fields).Select(each => each.Name).Distinct());
            throw new CliError($"--field: there is no field \"{name}\"") { Hint = $"one of {known}" };
        }

        session.Warn("not verified: decoded only");
        session.Print(page =>
        {
            foreach (string line in found.SelectMany(each => each.Value.TrimEnd('\n').Split('\n')))
            {
                page.Line(line.TrimEnd('\r'));
            }
        });
    }

    // mr_td, MR-TD and mrTd are one name to a person.
    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static CliError Refused(string path, Malformed malformed) =>
        new($"{Input.NameOf(path)}: {malformed}") { ExitCode = ExitCode.NotAuthentic };
}
