// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Cli.Conformance;
using Attestation.Cli.Conformance.Snp;
using Attestation.Cli.Conformance.Tdx;

namespace Attestation.Cli.Commands;

/// <summary><c>attest conformance TEE DIR</c>: how others check this verifier, and new vectors are judged without code.</summary>
internal sealed class ConformanceCommand
{
    private readonly Session session;
    private readonly Argument<string> directory = FileArgument.Required("DIR", "a folder of vectors");
    private readonly Option<string[]> cases = new("--case") { Description = "run only this case; may be repeated", HelpName = "ID" };

    private ConformanceCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        ConformanceCommand verb = new(session);
        Command tdx = new("tdx", "Intel TDX: cases.json, synthetic/, quotes.json, eventlog/, raw/, tdreport/")
        {
            verb.directory, verb.cases,
        };
        tdx.SetAction(parsed => (int)verb.Run(parsed, TdxConformance.Open));
        Command snp = new("snp", "AMD SEV-SNP: cases.json and the files it names") { verb.directory, verb.cases };
        snp.SetAction(parsed => (int)verb.Run(parsed, SnpConformance.Open));
        return new("conformance", "run a folder of vectors and print agreement") { tdx, snp };
    }

    private ExitCode Run(ParseResult parsed, Func<VectorFolder, ConformanceSuites> open)
    {
        VectorFolder folder = new(session, parsed.GetRequiredValue(directory));
        if (!folder.Exists)
        {
            throw new CliError($"{folder.Path}: no such folder");
        }

        ConformanceSuites suites = open(folder);
        if (suites.Suites.Count == 0)
        {
            throw new CliError($"{folder.Path}: holds no suite of this tee") { Hint = "DIR is the folder that holds cases.json" };
        }

        ConformanceReport report = Run(suites, parsed.GetValue(cases) ?? []);
        Print(parsed, report);
        return report.ExitCode;
    }

    private ConformanceReport Run(ConformanceSuites found, string[] only)
    {
        int total = only.Length > 0 ? only.Length : found.Suites.Sum(suite => suite.Cases.Count);
        using Progress progress = new(session.Surroundings);
        return ConformanceRun.Run(found.Suites, found.Skipped, only, done => progress.Show($"case {done + 1} of {total}"));
    }

    private void Print(ParseResult parsed, ConformanceReport report)
    {
        switch (session.Form(parsed))
        {
            case OutputForm.Json:
                session.PrintJson(json => ConformanceRenderer.Write(json, report));
                break;
            case OutputForm.Tree:
                session.Print(page => ConformanceRenderer.Print(page, report));
                break;
            case OutputForm.Quiet:
            default:
                break;
        }
    }
}
