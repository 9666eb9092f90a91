// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.TestKit.Toy;

/// <summary>
/// The smallest TEE that needs an Endorsement: a report is version 1, eight bytes of payload and SHA-256 over key and payload;
/// the key document is notBefore and notAfter in seconds, and sixteen bytes of key, pinned by its SHA-256.
/// </summary>
/// <param name="fault">What it does wrong.</param>
/// <param name="name">Its name.</param>
public sealed class ToyTee(ToyFault fault = ToyFault.None, string name = "toy") : ITee
{
    public const string KeyName = "toy/key";
    public const string KeySuffix = ".bin";
    public const int ReportBytes = PayloadAt + PayloadBytes + SHA256.HashSizeInBytes;

    private const int PayloadAt = 1;
    private const int PayloadBytes = 8;
    private const int KeyAt = 16;

    // What IgnoresAByte puts in place of the first byte of the payload.
    private const byte KnownPayload = 0x2A;

    private readonly ConcurrentDictionary<string, byte> payloadsSeen = new();
    private int appraisals;

    /// <summary>When the key begins to be valid.</summary>
    public static DateTimeOffset NotBefore { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When it ends to be.</summary>
    public static DateTimeOffset NotAfter { get; } = NotBefore.AddDays(30);

    public string Name => name;

    public string Title => "Toy";

    public string PolicyKey => name;

    public ImmutableArray<Rule> Rules => ToyRules.All;

    public ImmutableArray<EvidencePartKind> Parts => [new("report", Required: true)];

    /// <summary>The key document that is pinned.</summary>
    public static Endorsement Key() => new(KeyName, KeySuffix, KeyDocument);

    /// <summary>A genuine report of this TEE.</summary>
    public Evidence Report(ulong payload)
    {
        byte[] report = new byte[ReportBytes];
        report[0] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(report.AsSpan(PayloadAt), payload);
        Mac(report, KeyDocument).CopyTo(report.AsSpan(PayloadAt + PayloadBytes));
        return new(name, [new("report", report)]);
    }

    public bool Recognizes(ReadOnlySpan<byte> raw) => raw is [1, ..];

    public ITeePolicy ReadPolicy(ConfigSection section)
    {
        section.Done();
        return new ToyPolicy();
    }

    public bool TryDecode(ReadOnlyMemory<byte> raw, out ImmutableArray<DecodedField> fields, [NotNullWhen(false)] out Malformed? malformed)
    {
        fields = [];
        malformed = Wrong(raw);
        return malformed is null;
    }

    public bool NamesEndorsement(string endorsement, out ImmutableArray<string> suffixes)
    {
        suffixes = [KeySuffix];
        return endorsement == KeyName;
    }

    public void DraftPolicy(Utf8JsonWriter writer, Claims claims)
    {
    }

    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        AppraisalRun run = new();
        ReadOnlyMemory<byte> report = evidence.Parts[0].Bytes;
        endorsements.TryGet(KeyName, KeySuffix, out Endorsement? key);
        if (WellFormed(run, ref report) && KeyHolds(run, key, now))
        {
            Authenticate(run, report, key);
        }

        return new(run.Finish(ToyRules.All), static () => [], now)
        {
            Evidences = [new(name, "report", report)],
            Endorsements = key is null || fault == ToyFault.HidesItsUse ? [] : [EndorsementUse.Of(key, NotAfter)],
        };
    }

    private static byte[] KeyDocument
    {
        get
        {
            byte[] document = new byte[KeyAt + 16];
            BinaryPrimitives.WriteInt64LittleEndian(document, NotBefore.ToUnixTimeSeconds());
            BinaryPrimitives.WriteInt64LittleEndian(document.AsSpan(8), NotAfter.ToUnixTimeSeconds());
            document.AsSpan(KeyAt).Fill(0x5A);
            return document;
        }
    }

    private static Malformed? Wrong(ReadOnlyMemory<byte> report) =>
        report.Length != ReportBytes ? new("report", "length", $"is {report.Length}, want {ReportBytes}")
        : report.Span[0] != 1 ? new("report", "version", $"is {report.Span[0]}, want 1")
        : null;

    private static byte[] Mac(ReadOnlySpan<byte> report, ReadOnlySpan<byte> key) =>
        SHA256.HashData([.. key[KeyAt..], .. report.Slice(PayloadAt, PayloadBytes)]);

    private bool WellFormed(AppraisalRun run, ref ReadOnlyMemory<byte> report)
    {
        if (fault == ToyFault.PadsTheReport && report.Length == ReportBytes - 1)
        {
            report = new ToyTee(name: name).Report(BinaryPrimitives.ReadUInt64LittleEndian(report.Span[PayloadAt..])).Parts[0].Bytes;
        }

        Malformed? wrong = Wrong(report);
        if (fault == ToyFault.Throws && wrong is { Field: "version" })
        {
            throw new FormatException(wrong.ToString());
        }

        Rule rule = fault == ToyFault.MisjudgesTruncation && wrong is { Field: "length" } ? ToyRules.KeyValid : ToyRules.WellFormed;
        run.Add(wrong is null ? Check.Pass(ToyRules.WellFormed) : Check.Broken(rule, wrong));
        return wrong is null;
    }

    private bool KeyHolds(AppraisalRun run, Endorsement? key, DateTimeOffset now)
    {
        if (key is null)
        {
            run.Add(fault == ToyFault.IgnoresAbsence ? Check.Pass(ToyRules.KeyThere) : Check.Fail(ToyRules.KeyThere, $"{KeyName} is absent"));
            return false;
        }

        bool pinned = fault == ToyFault.PinsNothing || key.Bytes.Span.SequenceEqual(KeyDocument);
        run.Add(Check.Pass(ToyRules.KeyThere));
        run.Add(Check.Require(ToyRules.KeyPinned, pinned));
        run.Add(Check.Require(ToyRules.KeyValid, fault == ToyFault.IgnoresDates || (now >= NotBefore && now <= NotAfter)));
        return pinned;
    }

    private void Authenticate(AppraisalRun run, ReadOnlyMemory<byte> report, Endorsement? key)
    {
        byte[] signed = report.ToArray();
        if (fault == ToyFault.IgnoresAByte)
        {
            signed[PayloadAt] = KnownPayload;
        }

        string payload = Hex.Of(report.Span.Slice(PayloadAt, PayloadBytes));
        bool seen = fault == ToyFault.RemembersThePayload && payloadsSeen.ContainsKey(payload);
        bool authentic = seen || Mac(signed, key!.Bytes.Span).AsSpan().SequenceEqual(report.Span[(PayloadAt + PayloadBytes)..]);
        if (authentic)
        {
            payloadsSeen.TryAdd(payload, 0);
        }

        string? got = fault == ToyFault.IsFickle ? $"appraisal {Interlocked.Increment(ref appraisals)}" : payload;
        run.Add(authentic ? Check.Pass(ToyRules.Signature, got)
            : fault == ToyFault.WarnsOnly ? Check.Warn(ToyRules.Signature, "bad signature", got)
            : Check.Fail(ToyRules.Signature, "bad signature", got));
    }
}
