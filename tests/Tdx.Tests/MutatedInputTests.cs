// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Appraisal;
using Attestation.Documents;
using Attestation.EventLogs;
using Attestation.Json;
using Attestation.Policies;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Tests.Verify;
using Attestation.Tdx.Wire;
using Attestation.TestKit;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Tests;

/// <summary>
/// Readers of hostile bytes under one budget: each reads its share of mutated inputs, never throws, and leaves the bytes as they were.
/// </summary>
public sealed class MutatedInputTests
{
    /// <summary>Mutated inputs in all; <see cref="MutatedInput.Run"/> says how many a longer run has.</summary>
    private const int Budget = 1_000_000;

    private static readonly SimulatedTdxMachine Machine = Simulated.Machine();
    private static readonly AppraisalPolicy Policy = Machine.Policy(null);
    private static readonly TdxTee Tee = new(VerifiedCache.None);
    private static readonly JsonLimits Limits = new(1 << 16);

    private static readonly ImmutableArray<byte[]> JsonWords = Words(
        "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "\\ud83d\\ude00", "null", "true", "-1", "1e999", "0.5", "18446744073709551616", "\"version\":3,", "[]", "{}", "\n", "\u00e9");

    private static readonly ImmutableArray<byte[]> DerWords =
        [[0x30, 0x80], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x02, 0x01, 0x80], [0x05, 0x00], [0xa0, 0x03, 0x02, 0x01, 0x02], [0x06, 0x03, 0x55, 0x1d, 0x13], [0x31, 0x00]];

    private static readonly ImmutableArray<byte[]> PemWords =
        Words("-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n", "\r\n", "\n\n", "\0", "=", "AAAA", " ");

    private static readonly ImmutableArray<byte[]> BinaryWords = [[0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], [1], [0]];

    private static readonly ImmutableArray<MutatedInput> Inputs =
    [
        new("quote", 480_000, Quotes(), BinaryWords, Reads<Quote>),
        new("tcb info", 60_000, [Endorsement(".json", "tcb-info")], JsonWords, Reads<TcbInfo>),
        new("qe identity", 60_000, [Endorsement(".json", "qe-identity")], JsonWords, Reads<QeIdentity>),
        new("certificate", 80_000, [Der(Machine.Pki.TrustedRoot), Der(Machine.Pki.Intermediate), Der(Machine.Pki.Pck)], DerWords, ReadCertificate),
        new("revocation list", 60_000, [Endorsement(".crl", "pck-crl"), RevokedCrl()], DerWords, ReadRevocationList),
        new("pem", 60_000, [Endorsement(".pem", "tcb-signing"), PckChain()], PemWords, ReadPem),
        new("event log", 60_000, [Log()], BinaryWords, ReadLog),
        new("json", 60_000, [Machine.Policy(), Endorsement(".json", "qe-identity")], JsonWords, ReadJson),
        new("policy file", 40_000, [Machine.Policy()], JsonWords, bytes => PolicyFile.TryRead(bytes, [Tee], out _, out _)),
        new("evidence document", 40_000, [Document()], JsonWords, bytes => EvidenceDocument.TryParse(bytes, [Tee], out _, out _)),
        new("verifier: quote", 2_000, Quotes(), BinaryWords, quote => Appraise(Evidence(quote), Machine.Endorsements)),
        new("verifier: log", 2_000, [Log()], BinaryWords, log => Appraise(new("tdx", [Machine.Evidence.Parts[0], new("ccel", log)]), Machine.Endorsements)),
        .. Machine.Endorsements.All.Select(each => new MutatedInput(
            $"verifier: {each.Name}",
            1_000,
            [each.Bytes.ToArray()],
            each.Suffix == ".crl" ? DerWords : each.Suffix == ".pem" ? PemWords : JsonWords,
            bytes => Appraise(Machine.Evidence, new([new(each.Name, each.Suffix, bytes), .. Machine.Endorsements.All])))),
    ];

    public static TheoryData<string> Names => [.. Inputs.Select(each => each.Name)];

    [Fact]
    public void The_shares_use_the_budget_up() => Assert.InRange(Inputs.Sum(each => each.Share), Budget, Budget * 11 / 10);

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_inputs_never_throw_and_stay_as_received(string name)
    {
        MutatedInput input = Inputs.Single(each => each.Name == name);

        input.Run();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_genuine_inputs_are_read_too(string name)
    {
        MutatedInput input = Inputs.Single(each => each.Name == name);

        Assert.All(input.Seeds, seed => input.Read([.. seed]));
    }

    private static void Reads<T>(byte[] bytes)
        where T : class, IWire<T>
    {
        bool reads = T.TryParse(bytes, out T? parsed, out Malformed? malformed);
        if (reads == (parsed is null) || reads == (malformed is not null) || !(parsed?.Raw.Span.SequenceEqual(bytes.AsSpan(0, parsed.Raw.Length)) ?? true))
        {
            throw new InvalidOperationException("neither read nor refused");
        }
    }

    private static void ReadCertificate(byte[] bytes)
    {
        if (Certificate.TryParse(bytes, out Certificate? certificate, out _))
        {
            SgxExtension.Of(certificate, out _);
            _ = certificate.IsCertificateAuthority && certificate.IsInValidity(Simulated.Now);
        }
    }

    private static void ReadRevocationList(byte[] bytes)
    {
        if (CertificateRevocationList.TryParse(bytes, out CertificateRevocationList? list, out _))
        {
            list.Revokes([1, 2, 3]);
        }
    }

    private static void ReadPem(byte[] bytes)
    {
        if (Pem.TryReadCertificates(bytes, 3, out ImmutableArray<ReadOnlyMemory<byte>> ders, out _))
        {
            CertificateList.TryParse(ders, out _, out _);
        }

        Pem.TryReadCrl(bytes, out _, out _);
    }

    private static void ReadLog(byte[] bytes)
    {
        if (EventLog.TryParse(bytes, out EventLog? log, out _))
        {
            RegisterMatch.Compare(log, DigestAlgorithm.Sha384, StartValues.Zero, new Dictionary<uint, ReadOnlyMemory<byte>> { [1] = new byte[48] });
        }
    }

    private static void ReadJson(byte[] bytes)
    {
        if (StrictJson.TryParse(bytes, "json", Limits, out JsonItem? root, out Malformed? malformed) == malformed is not null || root?.Length > bytes.Length)
        {
            throw new InvalidOperationException("neither read nor refused");
        }
    }

    private static void Appraise(Evidence evidence, Endorsements endorsements)
    {
        AttestationResult result = Tee.Appraise(evidence, endorsements, Policy, Simulated.Now);
        if (result.Checks.Length < TdxRules.All.Length || result.Outcome == Outcome.NotEvaluated)
        {
            throw new InvalidOperationException("a rule is not accounted for");
        }

        result.TryGetClaims(out _);
    }

    private static Evidence Evidence(byte[] quote) => new("tdx", [new("quote", quote)]);

    private static ImmutableArray<byte[]> Quotes() =>
    [
        Machine.Quote.ToArray(),
        .. Enum.GetValues<TdBodyType>().Select(type =>
            SimulatedTdxMachine.Create(Simulated.Honest with { Quote = QuoteOptions.Version5(type) }, Machine.Pki).Quote.ToArray()),
    ];

    private static byte[] Endorsement(string suffix, string part) =>
        Machine.Endorsements.All.Single(each => each.Suffix == suffix && each.Name.Contains(part, StringComparison.Ordinal)).Bytes.ToArray();

    private static byte[] RevokedCrl() => Simulated.Faulty("pck-revoked").Pki.PckCrl.ToArray();

    private static byte[] PckChain() => Encoding.ASCII.GetBytes(
        Machine.Pki.PckChain([CertificateRole.Pck, CertificateRole.Intermediate, CertificateRole.Root]));

    private static byte[] Der(Attestation.Machine.Simulator.SimulatedCertificate certificate) => certificate.Der.ToArray();

    private static byte[] Log() => Machine.Evidence.TryGet("ccel", out EvidencePart? log) ? log.Bytes.ToArray() : [];

    private static byte[] Document() => Encoding.UTF8.GetBytes(
        $$"""
        {"mediaType":"{{EvidenceDocument.MediaType}}","evidences":[{"tee":"tdx","parts":[
        {"name":"quote","data":"{{Convert.ToBase64String(Machine.Quote.Span[..300])}}"},{"name":"ccel","sha256":"{{new string('a', 64)}}"}]}]}
        """);

    private static ImmutableArray<byte[]> Words(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];
}
