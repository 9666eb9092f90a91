// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Documents;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Agent.Ledger;

/// <summary>Evidence as it is kept: a document that names event logs by digest, and the logs that were not kept before.</summary>
/// <param name="Document">The Evidence document.</param>
/// <param name="NewEventLogs">Path in the run's directory, and bytes.</param>
/// <param name="EventLogs">Digests of all event logs that the document names, in hex.</param>
internal sealed record EvidencePapers(
    ReadOnlyMemory<byte> Document, ImmutableArray<(string Path, ReadOnlyMemory<byte> Bytes)> NewEventLogs, ImmutableArray<string> EventLogs)
{
    private static readonly ImmutableArray<string> LogParts = ["ccel", "event-log", "ima-log"];

    /// <summary>Writes the document.</summary>
    /// <param name="evidences">Evidence with whole event logs.</param>
    /// <param name="isKept">True for the hex digest of an event log that is kept already.</param>
    public static EvidencePapers Of(ImmutableArray<Evidence> evidences, Func<string, bool> isKept)
    {
        Dictionary<string, ReadOnlyMemory<byte>> logs = [];
        ImmutableArray<Evidence> named = [.. evidences.Select(evidence => evidence with { Parts = [.. evidence.Parts.Select(part => Name(part, logs))] })];
        return new(
            EvidenceDocumentWriter.Write(named),
            [.. logs.Where(log => !isKept(log.Key)).Select(log => (LogLayout.EventLog(Convert.FromHexString(log.Key)), log.Value))],
            [.. logs.Keys]);
    }

    private static EvidencePart Name(EvidencePart part, Dictionary<string, ReadOnlyMemory<byte>> logs)
    {
        if (!LogParts.Contains(part.Name))
        {
            return part;
        }

        byte[] sha256 = SHA256.HashData(part.Bytes.Span);
        logs[Hex.Of(sha256)] = part.Bytes;
        return new(part.Name, ReadOnlyMemory<byte>.Empty) { Sha256 = sha256 };
    }
}
