// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestation.Policies;
using Attestation.SevSnp;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using Attestation.X509;

namespace Attestation.Laws.Tees;

/// <summary>The laws for reports of real hardware: every bit of one whose revocation list is in date, some bits of all others.</summary>
public sealed class GenuineSnpLaws : TeeLaws
{
    // No multiple of eight, so that every position in a byte has its turn.
    private const int Stride = 125;
    private const int EndorsementStride = 1_009;
    private const int DenseEndorsementStride = 97;

    internal override IEnumerable<TeeLawCase> Cases()
    {
        using JsonDocument cases = JsonDocument.Parse(Vectors.Bytes("snp", "cases.json"));
        JsonElement[] accepted =
        [
            .. cases.RootElement.GetProperty("cases").EnumerateArray()
                .Where(each => Text(each, "kind") == "report" && Text(each, "expect") == "accept" && Text(each, "id").StartsWith("real/", StringComparison.Ordinal)),
        ];
        TeeLawCase[] all = [.. accepted.Select(Of)];
        int dense = Array.FindIndex(accepted, each => each.GetProperty("files").TryGetProperty("crl", out _));
        all[dense] = all[dense] with { Stride = 1, EndorsementStride = DenseEndorsementStride };
        return all;
    }

    private static TeeLawCase Of(JsonElement each)
    {
        byte[] bytes = File(each, "report");
        if (!AttestationReport.TryParse(bytes, out AttestationReport? report, out var malformed))
        {
            throw new InvalidDataException(malformed.ToString());
        }

        return SnpCase.Of(Text(each, "id"), new("sev-snp", [new("report", bytes)]), Collateral(each, report), Policy(each), each.GetProperty("time").GetDateTimeOffset()) with
        {
            Stride = Stride,
            EndorsementStride = EndorsementStride,
        };
    }

    private static Endorsements Collateral(JsonElement each, AttestationReport report)
    {
        byte[] leaf = File(each, "leaf");
        SnpProduct product = ProductOf(leaf);
        VekKind kind = report.KeyInfo.Kind;
        string name = kind == VekKind.Vlek
            ? AmdKds.Vlek(product, SHA256.HashData(leaf))
            : AmdKds.Vcek(product, report.ChipId, report.ReportedTcb(product.Generation));
        byte[] chain = Encoding.ASCII.GetBytes(Pem(each, "ca") + Pem(each, "root"));
        List<Endorsement> all = [new(name, AmdKds.Der, leaf), new(AmdKds.CertChain(product, kind), AmdKds.PemChain, chain)];
        if (each.GetProperty("files").TryGetProperty("crl", out _))
        {
            all.Add(new(AmdKds.RevocationList(product, kind), AmdKds.Crl, File(each, "crl")));
        }

        return new(all);
    }

    private static SnpProduct ProductOf(byte[] leaf) =>
        Certificate.TryParse(leaf, out Certificate? certificate, out _) && VekCertificate.Of(certificate, out _) is { } vek
            ? vek.Product
            : throw new InvalidDataException("no leaf of AMD's");

    private static AppraisalPolicy Policy(JsonElement each) => new()
    {
        ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
        Crl = each.GetProperty("files").TryGetProperty("crl", out _) ? CrlPolicy.Required : CrlPolicy.IfPresentUnsafe,
        Sections = ImmutableDictionary<string, ITeePolicy>.Empty.Add("sev-snp", SnpCase.Lenient),
    };

    private static string Pem(JsonElement each, string member) => PemEncoding.WriteString("CERTIFICATE", File(each, member)) + "\n";

    private static byte[] File(JsonElement each, string member) => Vectors.Bytes(["snp", .. Text(each.GetProperty("files"), member).Split('/')]);

    private static string Text(JsonElement each, string member) => each.GetProperty(member).GetString()!;
}
