// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Catalog;
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
    /// <summary>Writes the document.</summary>
    /// <param name="evidences">Evidence with whole event logs.</param>
    /// <param name="isKept">True for the hex digest of an event log that is kept already.</param>
    public static EvidencePapers Of(ImmutableArray<Evidence> evidences, Func<string, bool> isKept)
    {
        Dictionary<string, ReadOnlyMemory<byte>> logs = [];
        ImmutableArray<Evidence> named = [.. evidences.Select(evidence => evidence with { Parts = [.. evidence.Parts.Select(part => IsEventLog(evidence.Tee, part.Name) ? Name(part, logs) : part)] })];
        return new(
            EvidenceDocumentWriter.Write(named),
            [.. logs.Where(log => !isKept(log.Key)).Select(log => (LogLayout.EventLog(Convert.FromHexString(log.Key)), log.Value))],
            [.. logs.Keys]);
    }

    private static bool IsEventLog(string tee, string part) =>
        TeeCatalog.Default.TryFind(tee, out ITee? known) && known.Parts.Any(kind => kind.Name == part && kind.IsEventLog);

    private static EvidencePart Name(EvidencePart part, Dictionary<string, ReadOnlyMemory<byte>> logs)
    {
        byte[] sha256 = SHA256.HashData(part.Bytes.Span);
        logs[Hex.Of(sha256)] = part.Bytes;
        return new(part.Name, ReadOnlyMemory<byte>.Empty) { Sha256 = sha256 };
    }
}
