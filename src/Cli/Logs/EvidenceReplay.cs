// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Catalog;
using Attestation.Documents;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>Holds the REPORT_DATA of each Evidence document against the head of its size, made again from the leaves.</summary>
/// <param name="files">The run's directory.</param>
/// <param name="catalog">Decodes Evidence; signatures of the silicon are not looked at here.</param>
/// <param name="origin">The log's origin.</param>
internal sealed class EvidenceReplay(LogFiles files, TeeCatalog catalog, Origin origin)
{
    public const string Title = "evidence";

    private const int MostRemembered = 64;
    private const string ReportDataField = "reportData";

    private readonly EvidenceReader reader = new(catalog);
    private readonly HashSet<string> eventLogs = [];

    /// <summary>Documents compared so far.</summary>
    public long Compared { get; private set; }

    /// <summary>Size of the newest of them.</summary>
    public long Newest { get; private set; }

    /// <summary>Looks whether there is Evidence over the tree of a size.</summary>
    /// <param name="size">The size.</param>
    /// <param name="root">Gives the root of the tree of that size.</param>
    /// <returns>What is wrong with it; null where nothing is, or where there is none.</returns>
    public Finding? At(long size, Func<TreeHash> root)
    {
        string path = LogLayout.Evidence(size);
        if (!files.TryRead(path, EvidenceDocument.MaxBytes, out byte[]? bytes))
        {
            return null;
        }

        Compared++;
        Newest = size;
        string? wrong = reader.TryRead(bytes, null, out ImmutableArray<Evidence> evidences, out Malformed? malformed)
            ? evidences.Select(each => Problem(each, size, root())).FirstOrDefault(each => each is not null)
            : malformed.ToString();
        return wrong is null ? null : Finding.Fail(Title, $"{path}: {wrong}");
    }

    private string? Problem(Evidence evidence, long size, TreeHash root)
    {
        string want = Hex.Of(ReportData.OfCheckpoint(new Checkpoint(origin, size, root).ToBytes()));
        ITee tee = catalog.Tees.First(each => each.Name == evidence.Tee);
        if (!evidence.TryGet(tee.Parts[0].Name, out EvidencePart? part))
        {
            return $"{evidence.Tee}: has no part {tee.Parts[0].Name}";
        }

        if (!tee.TryDecode(part.Bytes, out ImmutableArray<DecodedField> fields, out Malformed? malformed))
        {
            return $"{evidence.Tee}: {malformed}";
        }

        string? got = fields.FirstOrDefault(each => each.Name == ReportDataField)?.Value;
        return got == want
            ? evidence.Parts.Select(Problem).FirstOrDefault(each => each is not null)
            : $"REPORT_DATA of {evidence.Tee} is {got ?? "nowhere in it"}, want {want} for the head of size {size}";
    }

    // A log that is named by digest lies beside, and its bytes have that digest.
    private string? Problem(EvidencePart part)
    {
        if (part.Sha256 is not { } sha256 || eventLogs.Contains(Hex.Of(sha256.Span)))
        {
            return null;
        }

        string path = LogLayout.EventLog(sha256.Span);
        if (!files.TryRead(path, LogLayout.MaxEventLogBytes, out byte[]? log))
        {
            return $"names event log {path}, which is missing";
        }

        if (eventLogs.Count == MostRemembered)
        {
            eventLogs.Clear();
        }

        eventLogs.Add(Hex.Of(sha256.Span));
        return SHA256.HashData(log).AsSpan().SequenceEqual(sha256.Span) ? null : $"{path}: its bytes have the SHA-256 {Hex.Of(SHA256.HashData(log))}";
    }
}
