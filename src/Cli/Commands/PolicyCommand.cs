// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Catalog;
using Attestation.Cli.Rendering;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest policy init FILE</c>: writes the strict policy that accepts just this Evidence, if it verifies.</summary>
/// <remarks>
/// What is verified is the strict default; only measurements and REPORT_DATA are open, since they are what is to be written down.
/// No root but the vendors' is accepted, so a policy for a simulated machine never comes from here.
/// </remarks>
internal sealed class PolicyCommand
{
    private readonly Session session;
    private readonly EndorsementFlags endorsements = new();
    private readonly Argument<string> file = FileArgument.Required("FILE", "an evidence document, or a raw quote or report; - is stdin");
    private readonly Option<string> output = new("--out")
    {
        Description = "the policy file; - is stdout",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> force = new("--force") { Description = "overwrite the policy file" };
    private readonly Option<string?> name = new("--name") { Description = "the policy's name (default: the evidence's file name)", HelpName = "NAME" };

    private PolicyCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        PolicyCommand verb = new(session);
        Command init = new("init", "write a strict policy from evidence that verifies") { verb.file, verb.output, verb.force, verb.name };
        verb.endorsements.AddTo(init);
        init.SetAction(parsed => (int)verb.Init(parsed));
        return new("policy", "make a policy") { init };
    }

    private ExitCode Init(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(file);
        byte[] bytes = Input.Read(session.Surroundings, path);
        AttestationResult result = Appraise(parsed, bytes, out ImmutableArray<Evidence> evidences);
        ExitCode exitCode = ExitCodes.Of(result, strict: false);
        if (exitCode == ExitCode.Trusted && result.TryGetClaims(out Claims? claims))
        {
            Write(parsed, path, evidences, claims);
        }
        else
        {
            session.PrintError(page => new TreeRenderer(page, verbosity: 0).Render(result, exitCode));
            session.PrintError(page => page.Line($"{Build.Name}: error: no policy is written from evidence that does not verify"));
        }

        if (session.Form(parsed) == OutputForm.Json && !(exitCode == ExitCode.Trusted && parsed.GetValue(output) == Input.Stdin))
        {
            session.PrintJson(json => JsonRenderer.Write(json, result, exitCode));
        }

        return exitCode;
    }

    private AttestationResult Appraise(ParseResult parsed, byte[] bytes, out ImmutableArray<Evidence> evidences)
    {
        EvidenceVerifier verifier = new(session.Catalog);
        DateTimeOffset now = session.Now(parsed);
        var policy = PolicyInput.StrictButUnknown(session.Catalog.Tees);
        return new EvidenceReader(session.Catalog).TryRead(bytes, null, out evidences, out Malformed? malformed)
            ? verifier.Appraise(evidences, endorsements.Load(session, parsed), policy, now)
            : verifier.Refuse(bytes, malformed, policy, now);
    }

    private void Write(ParseResult parsed, string path, ImmutableArray<Evidence> evidences, Claims claims)
    {
        ImmutableArray<ITee> tees = [.. session.Catalog.Tees.Where(tee => evidences.Any(each => each.Tee == tee.Name))];
        string policyName = parsed.GetValue(name) ?? (path == Input.Stdin ? "init" : Path.GetFileNameWithoutExtension(path));
        byte[] policy = JsonDocuments.Write(json => PolicyJson.WriteDraft(json, policyName, tees, claims));
        string target = parsed.GetRequiredValue(output);
        OutputFile.Write(session.Surroundings, target, policy, parsed.GetValue(force));
        if (target != Input.Stdin && session.Form(parsed) == OutputForm.Tree)
        {
            session.Print(page =>
            {
                page.Line($"{target}: accepts what {Input.NameOf(path)} shows now: its measurements, its TCB status, its REPORT_DATA");
                page.Line("read it before you trust it; for other evidence of the same image delete \"reportData\" and give --report-data each time");
            });
        }
    }
}
