// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Catalog;
using Attestation.Cli.Rendering;
using Attestation.Documents;
using Attestation.Native.LibCrypto;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest verify FILE</c>: Evidence, Endorsements and a policy become a verdict. Opens no socket but with <c>--online</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly Session session;
    private readonly EndorsementFlags endorsements = new();
    private readonly OnlineFlags online = new();
    private readonly BundleFlags bundles = new();

    private readonly Argument<string?> file = FileArgument.Optional("FILE", "a proof bundle, an evidence document, or a raw quote or report; - is stdin");

    private readonly Option<string?> policy = new("--policy") { Description = "what to accept; always required", HelpName = "FILE" };
    private readonly Option<bool> checkOnly = new("--check-only") { Description = "read the policy and nothing else" };
    private readonly Option<bool> strict = new("--strict") { Description = "exit with 3 on a warning" };
    private readonly Option<string[]> eventLogs = new("--event-log")
    {
        Description = "the event log of a raw quote, or one that a document names by digest",
        HelpName = "FILE",
    };

    private readonly Option<string?> reportData = new("--report-data")
    {
        Description = "what REPORT_DATA must be, 128 hex digits",
        HelpName = "HEX",
    };

    private readonly Option<bool> verbose = new("-v") { Description = "print a line for each rule" };
    private readonly Option<bool> veryVerbose = new("-vv") { Description = "print also what each rule got and wanted" };

    private VerifyCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        VerifyCommand verb = new(session);
        Command command = new("verify", "verify evidence; offline unless --online is given")
        {
            verb.file, verb.policy, verb.checkOnly, verb.strict, session.Tee, verb.eventLogs, verb.reportData, verb.verbose, verb.veryVerbose,
        };
        verb.bundles.AddTo(command);
        verb.endorsements.AddTo(command);
        verb.online.AddTo(command);
        command.SetAction(parsed => (int)verb.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string policyPath = parsed.GetValue(policy) ?? throw new CliError("--policy is missing: nothing says what to accept")
        {
            Hint = "`attest policy init FILE --endorsements DIR --out policy.json` writes a strict one from evidence that verifies",
        };
        PolicyFile read = PolicyInput.Read(session, policyPath);
        return parsed.GetValue(checkOnly) ? Checked(parsed, policyPath, read) : Verify(parsed, read);
    }

    private ExitCode Verify(ParseResult parsed, PolicyFile policyFile)
    {
        string path = parsed.GetValue(file) ?? throw new CliError("FILE is missing: nothing to verify");
        byte[] bytes = Input.Read(session.Surroundings, path);
        DateTimeOffset now = session.Now(parsed);
        AttestationResult result = parsed.GetValue(session.Tee) is null && ProofBundleReader.Recognizes(bytes)
            ? AppraiseBundle(parsed, policyFile, bytes, now)
            : Appraise(parsed, policyFile, bytes, now);
        ExitCode exitCode = ExitCodes.Of(result, parsed.GetValue(strict));
        ResultRenderer.Print(session, session.Form(parsed), result, exitCode, Verbosity(parsed));
        return exitCode;
    }

    private AttestationResult Appraise(ParseResult parsed, PolicyFile policyFile, ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        bundles.RequireNone(parsed);
        bool isOnline = online.IsOnline(parsed);
        EvidenceVerifier verifier = new(session.Catalog);
        EvidenceReader reader = new(session.Catalog);
        if (!reader.TryRead(bytes, session.NamedTee(parsed), out ImmutableArray<Evidence> evidences, out Malformed? malformed))
        {
            return verifier.Refuse(bytes, malformed, policyFile.Policy, now);
        }

        ImmutableArray<Evidence> whole = EvidenceInput.WithEventLogs(session, bytes, evidences, parsed.GetValue(eventLogs) ?? []);
        AppraisalPolicy expecting = policyFile.Expecting(PolicyInput.ReportData(policyFile, parsed.GetValue(reportData)));
        Endorsements given = endorsements.Load(session, parsed);
        Endorsements atHand = isOnline ? online.Gather(session, parsed, whole, given, expecting).All : given;
        return verifier.Appraise(whole, atHand, expecting, now);
    }

    private AttestationResult AppraiseBundle(ParseResult parsed, PolicyFile policyFile, ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        PolicyInput.RequireNoReportData(policyFile, parsed.GetValue(reportData));
        BundleQuestion question = bundles.Question(session, parsed);
        if (!new ProofBundleReader(session.Catalog.Tees).TryRead(bytes, out ProofBundle? bundle, out Malformed? malformed))
        {
            return BundleVerifier.Refuse(malformed, policyFile.Policy, now);
        }

        ProofBundle whole = bundle with { EventLogs = [.. bundle.EventLogs, .. EvidenceInput.EventLogs(session, parsed.GetValue(eventLogs) ?? [])] };
        Endorsements given = endorsements.Load(session, parsed);
        Endorsements atHand = online.IsOnline(parsed)
            ? online.Gather(session, parsed, [.. whole.Logs.SelectMany(log => log.Evidences)], given, policyFile.Policy).All
            : given;
        return new BundleVerifier(session.Catalog, new Ed25519()).Appraise(whole, atHand, policyFile.Policy, question, now);
    }

    private ExitCode Checked(ParseResult parsed, string path, PolicyFile read)
    {
        if (parsed.GetValue(file) is not null)
        {
            throw new CliError("--check-only reads the policy alone, and FILE is given");
        }

        ImmutableArray<string> weak = read.Policy.Unsafe;
        if (session.Form(parsed) == OutputForm.Json)
        {
            session.PrintJson(json => PolicyJson.WriteChecked(json, read));
        }
        else if (session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page =>
            {
                page.Line($"{Input.NameOf(path)}: policy \"{read.Policy.Name}\" is in order");
                page.Line(weak.Length == 0 ? "no unsafe key" : $"unsafe: {string.Join(", ", weak)}");
            });
        }

        return ExitCode.Trusted;
    }

    private int Verbosity(ParseResult parsed) => parsed.GetValue(veryVerbose) ? 2 : parsed.GetValue(verbose) ? 1 : 0;
}
