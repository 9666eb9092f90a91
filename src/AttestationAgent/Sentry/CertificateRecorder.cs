// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Statements;
using Attestation.Wire;
using Attestation.X509;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>Records certificates: <c>svid-issued/v1</c> is in the log's queue before the certificate leaves. Its head may follow, for key and binding are joined already.</summary>
/// <param name="statements">Writes statements.</param>
/// <param name="queue">Takes them in.</param>
/// <param name="logger">Told of a record that was lost with its run.</param>
internal sealed partial class CertificateRecorder(OwnStatements statements, StatementQueue queue, ILogger<CertificateRecorder> logger)
{
    /// <summary>Hands the record in.</summary>
    /// <param name="certificate">The leaf that Sentry issued.</param>
    /// <param name="claim">What was bound.</param>
    /// <param name="bindingLeaf">The binding's leaf.</param>
    /// <exception cref="AppendRefusedException">The run has ended, or the disk is full: the certificate must not leave.</exception>
    /// <exception cref="RpcException">PermissionDenied: the certificate has a value that no statement may have.</exception>
    public void Record(Certificate certificate, KeyClaim claim, long bindingLeaf)
    {
        SvidIssued issued = new(certificate.Sha256.ToArray(), claim.SpiffeId, (ulong)bindingLeaf, certificate.NotBefore, certificate.NotAfter);
        // The agent's own: an answer that is ready finds room.
        if (!statements.TryWrite(issued, uid: null, out PendingStatement? pending, out Malformed? malformed))
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "certificate-mismatch", malformed.ToString());
        }

        queue.Add(pending);
        _ = WatchAsync(pending, Hex.Of(certificate.Sha256[..8]));
    }

    private async Task WatchAsync(PendingStatement pending, string digest)
    {
        try
        {
            await pending.Answer.ConfigureAwait(false);
        }
        catch (AppendRefusedException lost)
        {
            LogLost(logger, digest, lost.Message);
        }
    }

    [LoggerMessage(151, LogLevel.Error, "the record of certificate {Digest} has no Evidence: {Why}")]
    private static partial void LogLost(ILogger logger, string digest, string why);
}
