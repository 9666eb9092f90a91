// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Cli.Rendering;

namespace Attestation.Cli.Commands;

/// <summary><c>attest explain RULE</c>: what a rule says, where it comes from, and what its failure means.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session)
    {
        Argument<string> id = FileArgument.Required("RULE", "a rule's id, such as TDX-QE-02");
        Command command = new("explain", "print a rule, its source and what its failure means") { id };
        command.SetAction(parsed => (int)Run(session, parsed, parsed.GetRequiredValue(id)));
        return command;
    }

    private static ExitCode Run(Session session, ParseResult parsed, string id)
    {
        Rule rule = session.Catalog.Rules.FirstOrDefault(each => each.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliError($"\"{id}\" is not the id of a rule") { Hint = "`attest rules` lists them" };
        switch (session.Form(parsed))
        {
            case OutputForm.Json:
                session.PrintJson(json => RuleRenderer.Write(json, rule));
                break;
            case OutputForm.Tree:
                session.Print(page => RuleRenderer.Print(page, rule));
                break;
            case OutputForm.Quiet:
            default:
                break;
        }

        return ExitCode.Trusted;
    }
}
