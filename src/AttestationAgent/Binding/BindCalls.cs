// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent.Fronts;
using Attestation.Agent.Ledger;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Attestation.Statements;
using Attestation.X509;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Binding;

/// <summary>
/// Binds a caller's own key to the program that the caller runs (DESIGN, section 4.3): possession, measurement, a sign of life before the statement is
/// written, and another before the answer leaves.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="state">The run.</param>
/// <param name="ed25519">Checks Ed25519 signatures.</param>
/// <param name="logger">Told of programs that are refused.</param>
internal sealed partial class BindCalls(AgentState state, IEd25519 ed25519, ILogger<BindCalls> logger)
{
    private const int ChallengeBytes = 32;
    private const int Attempts = 3;

    private readonly AppendCalls appends = new(state);

    /// <summary>Serves one call.</summary>
    /// <param name="peer">Who asks.</param>
    /// <param name="front">His connection.</param>
    /// <param name="dialogue">What is said.</param>
    /// <param name="deadline">The caller's; <see cref="DateTime.MaxValue"/> where he set none.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="RpcException">The caller is refused, or the head came too late.</exception>
    public async Task ServeAsync(SocketPeer peer, FrontConnection front, BindDialogue dialogue, DateTime deadline, CancellationToken cancellationToken)
    {
        BindBegin begin = await dialogue.BeginAsync(cancellationToken).ConfigureAwait(false);
        BindBeginForm.Require(begin);
        state.BindingQuota.Take(peer);
        byte[] spki = SHA256.HashData(begin.Spki.Span);
        byte[] challenge = RandomNumberGenerator.GetBytes(ChallengeBytes);
        BindSignature signature = await dialogue.SignAsync(challenge, cancellationToken).ConfigureAwait(false);
        RequirePossession(new(spki, begin.Spki.Memory, signature.Algorithm, signature.Value.Memory), challenge, begin.Purpose);
        try
        {
            Measurement measured = await MeasureAsync(peer, front, begin.Purpose, cancellationToken).ConfigureAwait(false);
            SvidBinding binding = BindingOf(begin, spki, measured);
            CommittedStatement committed = await appends.AppendAsync(binding, peer, deadline, cancellationToken).ConfigureAwait(false);
            await front.ConfirmAsync(measured, cancellationToken).ConfigureAwait(false);
            state.Bound.Keep(binding.SpiffeId, measured, committed);
            await dialogue.EndAsync(appends.AnswerOf(committed), cancellationToken).ConfigureAwait(false);
        }
        catch (MeasurementRefusedException refused)
        {
            LogRefused(logger, peer.Process.Pid, refused.Reason.Code, refused.Message);
            throw AgentError.Of(refused);
        }
    }

    private void RequirePossession(KeyPossession possession, byte[] challenge, string purpose)
    {
        if (PossessionMatch.BindingProblem(possession, challenge, purpose, ed25519) is { } problem)
        {
            throw AgentError.Of(StatusCode.InvalidArgument, "possession-invalid", problem);
        }
    }

    // A program that loads a library between the looks is looked at again, with another PING.
    private async Task<Measurement> MeasureAsync(SocketPeer peer, FrontConnection front, string purpose, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            FileIdentity? before = state.Bound.ProgramOf(peer.Process);
            Measurement measured = await (purpose == SvidBinding.UserPurpose
                ? front.MeasureUserAsync(before, cancellationToken)
                : front.MeasureAsync(before, cancellationToken)).ConfigureAwait(false);
            state.Bound.RequireRenewal(measured);
            try
            {
                await front.ConfirmAsync(measured, cancellationToken).ConfigureAwait(false);
                return measured;
            }
            catch (MeasurementRefusedException changed) when (changed.Reason == MeasurementReasons.ProcessChanged && attempt < Attempts)
            {
                // Looked at anew.
            }
        }
    }

    private SvidBinding BindingOf(BindBegin begin, byte[] spki, Measurement measured) => new()
    {
        Spki = spki,
        Exe = measured.ExeSha256,
        Image = measured.ImageSha256,
        Purpose = begin.Purpose,
        SpiffeId = IdentityOf(begin),
        Possession = "challenge",
        Method = "front",
        Measured = measured.Level,
        KeyOrigin = "unknown",
        ImageDeleted = measured.IsImageDeleted,
        Process = measured.Process,
        Nonce = begin.Nonce.IsEmpty ? (ReadOnlyMemory<byte>?)null : begin.Nonce.Memory,
        Audience = begin.Audience.Length == 0 ? null : begin.Audience,
        Previous = state.Bound.PreviousOf(IdentityOf(begin), measured),
    };

    private static string? IdentityOf(BindBegin begin) => begin.SpiffeId.Length == 0 ? null : begin.SpiffeId;

    [LoggerMessage(132, LogLevel.Warning, "no key is bound to process {Pid}: {Reason}: {Why}")]
    private static partial void LogRefused(ILogger logger, int pid, string reason, string why);
}
