// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Catalog;
using Attestation.Cli.Rendering;

namespace Attestation.Cli.Commands;

/// <summary><c>attest rules</c>: every rule of this build; the source of <c>docs/rules.md</c>.</summary>
internal static class RulesCommand
{
    public static Command Create(Session session)
    {
        Option<bool> markdown = new("--markdown") { Description = "as docs/rules.md has them, instead of --output" };
        Command command = new("rules", "list every rule") { markdown };
        command.SetAction(parsed => (int)Run(session, parsed, parsed.GetValue(markdown)));
        return command;
    }

    private static ExitCode Run(Session session, ParseResult parsed, bool markdown)
    {
        if (markdown)
        {
            session.Surroundings.Stdout.Write(System.Text.Encoding.UTF8.GetBytes(RulesTable.Markdown(session.Catalog)));
        }
        else if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => RuleRenderer.Write(json, session.Catalog.Rules));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page => RuleRenderer.Print(page, session.Catalog.Rules));
        }

        return ExitCode.Trusted;
    }
}
