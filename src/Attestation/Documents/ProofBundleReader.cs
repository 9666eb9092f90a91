// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Attestation.Json;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Documents;

/// <summary>Reads a proof bundle; every limit holds before anything is decoded.</summary>
/// <param name="tees">The TEEs that are known; Evidence of another is an error.</param>
public sealed class ProofBundleReader(IReadOnlyList<ITee> tees)
{
    private const int HashBytes = 32;
    private static readonly JsonLimits Limits = new(ProofBundle.MaxBytes);

    /// <summary>True where bytes say that they are a proof bundle; they may still be malformed.</summary>
    public static bool Recognizes(ReadOnlyMemory<byte> utf8) =>
        StrictJson.TryParse(utf8, ProofBundle.Structure, Limits, out JsonItem? root, out _)
        && root.TryGet("mediaType", out JsonItem? type)
        && type.Text.StartsWith(ProofBundle.MediaType.Split(';')[0], StringComparison.Ordinal);

    /// <summary>Reads a bundle; never throws.</summary>
    /// <param name="utf8">The received bytes.</param>
    /// <param name="bundle">The bundle, or null.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    public bool TryRead(
        ReadOnlyMemory<byte> utf8,
        [NotNullWhen(true)] out ProofBundle? bundle,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        bundle = null;
        if (!StrictJson.TryParse(utf8, ProofBundle.Structure, Limits, out JsonItem? root, out malformed))
        {
            return false;
        }

        BundleFields document = new(root, "");
        document.Require(document.Text("mediaType") == ProofBundle.MediaType, "mediaType", $"want \"{ProofBundle.MediaType}\"");
        ImmutableArray<BundledLog> logs = document.List("logs", ProofBundle.MaxLogs, isRequired: true, Log);
        ProofBundle read = new()
        {
            Logs = logs,
            Statements = document.List("statements", ProofBundle.MaxStatements, isRequired: true, item => Statement(item, logs.Length)),
            Endorsements = document.List("endorsements", ProofBundle.MaxEndorsements, isRequired: false, Endorsement),
            EventLogs = document.List("eventLogs", ProofBundle.MaxEventLogs, isRequired: false, EventLog),
            Certificates = document.Object("subjects", Certificates) ?? [],
            PolicySha256 = document.Has("policy") ? document.Hex("policy", HashBytes) : (ReadOnlyMemory<byte>?)null,
        };
        malformed = document.Done();
        bundle = malformed is null ? read : null;
        return bundle is not null && malformed is null;
    }

    private BundledLog Log(BundleFields log)
    {
        ReadOnlyMemory<byte> checkpoint = Encoding.UTF8.GetBytes(log.Text("checkpoint"));
        ReadOnlyMemory<byte> logKey = log.Base64("logKey", HashBytes);
        log.Require(logKey.Length == HashBytes, "logKey", $"is {logKey.Length} bytes, want {HashBytes}");
        ImmutableArray<Evidence> evidences = log.Evidences(tees);
        return new(checkpoint, logKey, evidences)
        {
            Consistency = log.List("consistency", ProofBundle.MaxLogs, isRequired: false, Consistency),
        };
    }

    private static BundledConsistency Consistency(BundleFields older) => new(
        Encoding.UTF8.GetBytes(older.Text("checkpoint")),
        [.. older.Texts("hashes", ProofBundle.MaxConsistencyHashes, Hash).Select(hash => (ReadOnlyMemory<byte>)hash)]);

    private static byte[]? Hash(string text) => CanonicalBase64.TryDecode(text, out byte[]? hash) && hash.Length == HashBytes ? hash : null;

    private static BundledStatement Statement(BundleFields statement, int logs)
    {
        ReadOnlyMemory<byte> bytes = statement.Base64("data", ProofBundle.MaxStatementBytes);
        long log = statement.Integer("log");
        statement.Require(log >= 0 && log < logs, "log", $"is {log}, want an index into {logs} logs");
        return new(bytes, (int)Math.Clamp(log, 0, ProofBundle.MaxLogs), Encoding.UTF8.GetBytes(statement.Text("proof")));
    }

    private static Endorsement Endorsement(BundleFields endorsement)
    {
        string retrieved = endorsement.Text("retrievedAt");
        bool isTime = UtcTime.TryRead(retrieved, out DateTimeOffset at);
        endorsement.Require(isTime || retrieved == "unknown", "retrievedAt", "want a time, or \"unknown\"");
        return new(endorsement.Text("name"), endorsement.Text("suffix"), endorsement.Base64("data", ProofBundle.MaxEndorsementBytes))
        {
            RetrievedAt = isTime ? at : null,
            Source = $"bundle: {endorsement.Text("source")}",
        };
    }

    // Workflow histories, provenance and children are no members that are read: what they would prove is nobody's to skip.
    private static ImmutableArray<Certificate>? Certificates(BundleFields subjects) =>
        subjects.Has("certificates") ? subjects.Texts("certificates", ProofBundle.MaxCertificates, CertificateOf) : [];

    private static Certificate? CertificateOf(string text) =>
        text.Length <= (ProofBundle.MaxCertificateBytes + 2) / 3 * 4
        && CanonicalBase64.TryDecode(text, out byte[]? der)
        && Certificate.TryParse(der, out Certificate? certificate, out _)
            ? certificate
            : null;

    private static ReadOnlyMemory<byte> EventLog(BundleFields log)
    {
        ReadOnlyMemory<byte> sha256 = log.Hex("sha256", HashBytes);
        ReadOnlyMemory<byte> bytes = log.Base64("data", ProofBundle.MaxEventLogBytes);
        log.Require(SHA256.HashData(bytes.Span).AsSpan().SequenceEqual(sha256.Span), "sha256", "is not the digest of data");
        return bytes;
    }
}
