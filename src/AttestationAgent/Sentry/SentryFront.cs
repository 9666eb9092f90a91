// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sentry.V1;
using Attestation.Agent.Sockets;
using Attestation.X509;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>
/// The attesting front before Sentry (dapr, section 3.4): who asks is measured, its key is bound under Evidence, and only then is Sentry asked,
/// with the bytes that were received. What comes back is held against the binding and recorded before it leaves.
/// </summary>
/// <remarks>Sentry verifies nothing of this and answers others, too: the guarantee is the verifier's, who demands the binding. Thread-safe.</remarks>
internal sealed partial class SentryFront
{
    private readonly IssuancePace pace;
    private readonly SvidBinder binder;
    private readonly CertificateRecorder recorder;
    private readonly SentryForwarding forwarding;

    public SentryFront(SentryFrontParts parts, IUpstreamSentry upstream)
    {
        Parts = parts;
        pace = new(parts.Clock);
        binder = new(parts.Statements, parts.Queue, parts.Bound);
        recorder = new(parts.Statements, parts.Queue, parts.Logs.CreateLogger<CertificateRecorder>());
        forwarding = new(upstream);
        logger = parts.Logs.CreateLogger<SentryFront>();
    }

    private readonly ILogger logger;

    private SentryFrontParts Parts { get; }

    private SentryOptions Options => Parts.Options();

    /// <summary>Answers one attempt.</summary>
    /// <param name="request">SignCertificateRequest as received.</param>
    /// <param name="peer">Who asks; null where the connection is not measured.</param>
    /// <param name="budget">How long the attempt lasts.</param>
    /// <returns>Sentry's SignCertificateResponse as received.</returns>
    /// <exception cref="RpcException">A refusal, at once; or Unavailable, when the attempt is nearly over.</exception>
    public async Task<byte[]> SignAsync(byte[] request, FrontPeer? peer, AttemptBudget budget)
    {
        try
        {
            return await IssueAsync(request, peer ?? throw NotMeasured(), budget).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (budget.IsSpent)
        {
            LogLate(logger, budget.Waiting);
            throw AgentError.Of(StatusCode.Unavailable, "device-timeout", $"not before the attempt's deadline: {budget.Waiting}");
        }
        catch (MeasurementRefusedException refused)
        {
            throw Logged(AgentError.Of(StatusCode.PermissionDenied, "process-refused", $"{refused.Reason.Code}: {refused.Message}"));
        }
        catch (RpcException refused)
        {
            throw Logged(refused);
        }
    }

    private async Task<byte[]> IssueAsync(byte[] request, FrontPeer peer, AttemptBudget budget)
    {
        SentryRequest asked = SentryRequest.Read(request, Parts.Ed25519);
        RequireValidator(asked);
        Measurement measured = await peer.MeasureAsync(Parts.Bound, budget.Token).ConfigureAwait(false);
        KeyClaim claim = ClaimOf(asked, measured);
        await pace.TurnAsync(claim, budget).ConfigureAwait(false);
        CommittedStatement binding = await binder.BindAsync(claim, budget).ConfigureAwait(false);
        await peer.RequireSameAsync(measured, Parts.Bound, budget.Token).ConfigureAwait(false);
        byte[] answer = await forwarding.AskAsync(request, budget).ConfigureAwait(false);
        await RecordAsync(LeafOf(answer, claim), claim, binding, budget).ConfigureAwait(false);
        budget.Waiting = "the process does not answer";
        await peer.Connection.ConfirmAsync(measured, budget.Token).ConfigureAwait(false);
        LogIssued(logger, claim.SpiffeId, claim.Process.Pid, binding.Index);
        return answer;
    }

    private void RequireValidator(SentryRequest asked)
    {
        bool isGood = asked.Validator is SignCertificateRequest.Types.TokenValidator.Kubernetes or SignCertificateRequest.Types.TokenValidator.Jwks;
        bool isBlind = asked.Validator is SignCertificateRequest.Types.TokenValidator.Insecure or SignCertificateRequest.Types.TokenValidator.Unknown;
        if (!isGood && !(isBlind && Options.AllowInsecureUnsafe))
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "insecure-validator", $"token validator {asked.Validator}, want Kubernetes or Jwks: Sentry would believe anybody (sentry.allowInsecureUnsafe)");
        }
    }

    private KeyClaim ClaimOf(SentryRequest asked, Measurement measured)
    {
        SentryOptions options = Options;
        string domain = options.TrustDomains.Of(asked.App);
        if (asked.TrustDomain is { } wanted && wanted != domain)
        {
            throw AgentError.Malformed($"trust domain of {wanted.Length} characters, want {domain}, which sentry.trustDomains has for {asked.App}");
        }

        bool isListed = options.Policy.Lists(asked.App, measured.ExeSha256.Span, Parts.Clock.GetUtcNow());
        RequireListed(asked.App, measured, isListed, options.IsEnforcing);
        return new(asked.App, $"spiffe://{domain}/ns/{asked.App.Namespace}/{asked.App.Id}", asked.Csr, measured, isListed);
    }

    private void RequireListed(DaprApp app, Measurement measured, bool isListed, bool isEnforcing)
    {
        string digest = Convert.ToHexStringLower(measured.ExeSha256.Span);
        if (!isListed && isEnforcing)
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "not-in-policy", $"{app} by program {digest} ({measured.Process.ExePath}) is not listed in sentry.policy");
        }

        if (!isListed)
        {
            Parts.Meter.CountNotInPolicy(app);
            LogNotInPolicy(logger, app.ToString(), digest);
        }
    }

    private Certificate LeafOf(byte[] answer, KeyClaim claim)
    {
        if (IssuedCertificate.TryRead(answer, claim, out Certificate? leaf, out string? problem))
        {
            return leaf;
        }

        LogMismatch(logger, claim.SpiffeId, problem);
        throw AgentError.Of(StatusCode.PermissionDenied, "certificate-mismatch", $"Sentry's answer is discarded: {problem}");
    }

    private async Task RecordAsync(Certificate leaf, KeyClaim claim, CommittedStatement binding, AttemptBudget budget)
    {
        while (true)
        {
            try
            {
                recorder.Record(leaf, claim, binding.Index);
                return;
            }
            catch (AppendRefusedException refused)
            {
                await budget.HoldAsync(refused.Message).ConfigureAwait(false);
            }
        }
    }

    private static RpcException NotMeasured() => AgentError.Of(StatusCode.PermissionDenied, "process-refused", "this connection's peer is not measured");

    private RpcException Logged(RpcException refused)
    {
        LogRefused(logger, refused.StatusCode, refused.Status.Detail);
        return refused;
    }

    [LoggerMessage(152, LogLevel.Information, "{SpiffeId} for process {Pid}: certificate issued, key bound by leaf {Leaf}")]
    private static partial void LogIssued(ILogger logger, string spiffeId, int pid, long leaf);

    [LoggerMessage(153, LogLevel.Warning, "no certificate: {Code}: {Why}")]
    private static partial void LogRefused(ILogger logger, StatusCode code, string why);

    [LoggerMessage(154, LogLevel.Warning, "no certificate before the attempt's deadline: {Why}")]
    private static partial void LogLate(ILogger logger, string why);

    [LoggerMessage(155, LogLevel.Warning, "{App} by program {Digest} is not in the policy; \"observe\" lets it pass")]
    private static partial void LogNotInPolicy(ILogger logger, string app, string digest);

    [LoggerMessage(156, LogLevel.Error, "Sentry's certificate for {SpiffeId} is discarded: {Why}")]
    private static partial void LogMismatch(ILogger logger, string spiffeId, string why);
}
