// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.SevSnp;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Verify;
using Attestation.SevSnp.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Cli.Conformance.Snp;

/// <summary>A case's files, put where a verification looks for them, its policy, and the verification itself.</summary>
/// <param name="entry">The case.</param>
internal sealed class SnpInputs(VectorEntry entry)
{
    private const string Amd = "amd";

    private readonly VectorEntry files = entry.In("files");
    private readonly VectorEntry policy = entry.In("policy");

    /// <summary>The report; empty where the case has none.</summary>
    public ReadOnlyMemory<byte> Report { get; } = entry.In("files").File("report") ?? [];

    /// <summary>Full verification; any REPORT_DATA, any measurement; the case's policy.</summary>
    public AttestationResult Appraise()
    {
        bool read = AttestationReport.TryParse(Report, out AttestationReport? report, out _);
        SnpProduct product = report?.Product ?? ProductOf(files.File("leaf")) ?? SnpProduct.Milan;
        IEnumerable<Endorsement> leaf = read && files.File("leaf") is { } der
            ?
            [
                new(AmdKds.Vcek(product, report!.ChipId, report.ReportedTcb(product.Generation)), AmdKds.Der, der),
                new(AmdKds.Vlek(product, SHA256.HashData(der)), AmdKds.Der, der),
            ]
            : [];
        return new SnpVerifier(VerifiedCache.None).Appraise(
            new("sev-snp", [new("report", Report)]), new([.. leaf, .. Vendor(product)]), Policy(), entry.Time("time"));
    }

    /// <summary>Verification of the certificates alone.</summary>
    public AttestationResult AppraiseCertificates()
    {
        byte[]? leaf = files.File("leaf");
        SnpProduct product = ProductOf(leaf) ?? ProductOf(files.File("ca")) ?? SnpProduct.Milan;
        VekKind kind = Name(files.File("ca"))?.StartsWith("SEV-VLEK-", StringComparison.Ordinal) == true ? VekKind.Vlek : VekKind.Vcek;
        return new SnpVerifier(VerifiedCache.None).AppraiseCertificates(
            product, kind, leaf is null ? null : new("leaf", AmdKds.Der, leaf), new(Vendor(product)), Policy(), entry.Time("time"));
    }

    /// <summary>AMD's extensions of the case's leaf; null where it has none.</summary>
    public VekCertificate? Vek() =>
        Certificate.TryParse(files.File("leaf") ?? [], out Certificate? leaf, out _) ? VekCertificate.Of(leaf, out _) : null;

    private IEnumerable<Endorsement> Vendor(SnpProduct product)
    {
        byte[] chain = Encoding.ASCII.GetBytes($"{Pem("ca")}\n{Pem("root")}\n");
        foreach (VekKind kind in new[] { VekKind.Vcek, VekKind.Vlek })
        {
            yield return new(AmdKds.CertChain(product, kind), AmdKds.PemChain, chain);
            if (files.File("crl") is { } crl)
            {
                yield return new(AmdKds.RevocationList(product, kind), AmdKds.Crl, crl);
            }
        }
    }

    private string Pem(string member) => PemEncoding.WriteString("CERTIFICATE", files.File(member) ?? []);

    // "amd" is the production pins alone; a list names the roots that are trusted, and only those.
    private AppraisalPolicy Policy() => new()
    {
        ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
        Crl = policy.Optional("crl") == "required" ? CrlPolicy.Required : CrlPolicy.IfPresentUnsafe,
        RootsUnsafe = entry.Optional("trust") == Amd ? [] : [.. entry.Texts("trust").Select(Spki)],
        Sections = ImmutableDictionary<string, ITeePolicy>.Empty.Add("sev-snp", Section()),
    };

    private SevSnpPolicy Section() => new()
    {
        AnyMeasurementUnsafe = true,
        Vmpl = [.. Enumerable.Range(0, (int)policy.Number("maxVmpl", 0) + 1).Select(each => (uint)each)],
        Allow = new()
        {
            DebugUnsafe = policy.Flag("allowDebug"),
            MigrateMaUnsafe = policy.Flag("allowMigrateMa"),
            MaskedChipIdUnsafe = policy.Flag("allowMaskedChipId"),
            ProvisionalFirmwareUnsafe = policy.Flag("permitProvisionalFirmware"),
        },
    };

    private ReadOnlyMemory<byte> Spki(string file) =>
        Certificate.TryParse(entry.Folder.Bytes(file), out Certificate? root, out Malformed? malformed)
            ? root.SpkiSha256
            : throw new CliError($"{entry.Folder.Path}: {file}: {malformed}");

    // By what the file says of itself, so that a case that mixes products is judged as such.
    private static SnpProduct? ProductOf(byte[]? der) =>
        Certificate.TryParse(der ?? [], out Certificate? certificate, out _)
            ? VekCertificate.Of(certificate, out _)?.Product ?? LineOf(certificate.Subject) ?? LineOf(certificate.Issuer)
            : null;

    // SEV-Milan, SEV-VLEK-Milan, ARK-Milan.
    private static SnpProduct? LineOf(DistinguishedName name) => SnpProduct.OfLine((name.CommonName ?? "").Split('-')[^1]);

    private static string? Name(byte[]? der) =>
        Certificate.TryParse(der ?? [], out Certificate? certificate, out _) ? certificate.Subject.CommonName : null;
}
