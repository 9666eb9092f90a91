// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>Holds an attestation key, has the PCK vouch for it, and signs quotes with it.</summary>
/// <remarks>Immutable and thread-safe once made.</remarks>
public sealed class SimulatedQuotingEnclave
{
    private readonly QuotingEnclaveOptions options;
    private readonly SimulatedKey key;

    /// <summary>Makes the attestation key and the signed report.</summary>
    /// <param name="options">What the report says.</param>
    /// <param name="platform">The processor it runs on.</param>
    /// <param name="pck">The key that signs the report.</param>
    /// <param name="keys">Where keys come from.</param>
    public SimulatedQuotingEnclave(QuotingEnclaveOptions options, PlatformOptions platform, SimulatedKey pck, SimulatedKeys keys)
    {
        this.options = options;
        key = keys.Create(KeyKind.EcdsaP256, "td-qe/attestation");
        Id = keys.Bytes(16, "td-qe/id");
        byte[] point = key.Point;
        point[^1] ^= (byte)(options.KeyIsOnCurve ? 0 : 1);
        AttestationKey = point;
        byte[] report = WriteReport(platform);
        Report = report;

        // A PCK of another kind than P-256 has longer signatures than the field: what fits of it is written.
        ReportSignature = options.SignedBy.Over(pck, report)[..SignatureDataLayout.QeReportSignature.Length];
    }

    /// <summary>The enclave's id on this platform, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Id { get; }

    /// <summary>x then y, 64 bytes.</summary>
    public ReadOnlyMemory<byte> AttestationKey { get; }

    /// <summary>The QE report, 384 bytes.</summary>
    public ReadOnlyMemory<byte> Report { get; }

    /// <summary>The PCK's signature over <see cref="Report"/>: r then s, 64 bytes.</summary>
    public ReadOnlyMemory<byte> ReportSignature { get; }

    /// <summary>What REPORTDATA covers together with the key.</summary>
    public ReadOnlyMemory<byte> AuthenticationData => options.AuthenticationData;

    /// <summary>Signs a quote.</summary>
    /// <param name="signed">Header, descriptor and body.</param>
    /// <param name="form">How the signature comes out.</param>
    /// <returns>r then s, 64 bytes.</returns>
    public byte[] Sign(byte[] signed, QuoteSignatureForm form) => QuoteSignatureForms.Sign(form, key, signed);

    private byte[] WriteReport(PlatformOptions platform)
    {
        byte[] report = new byte[EnclaveReportLayout.Size];
        report.Put(EnclaveReportLayout.CpuSvn, platform.CpuSvn.Span);
        report.Put(EnclaveReportLayout.MiscSelect, options.MiscSelect);
        report.Put(EnclaveReportLayout.Attributes, options.Attributes.Span);
        report.Put(EnclaveReportLayout.MrEnclave, options.MrEnclave.Span);
        report.Put(EnclaveReportLayout.MrSigner, options.MrSigner.Span);
        report.Put(EnclaveReportLayout.IsvProdId, options.IsvProdId);
        report.Put(EnclaveReportLayout.IsvSvn, options.IsvSvn);
        report.Put(EnclaveReportLayout.ReportData, ReportData());
        return report;
    }

    private byte[] ReportData()
    {
        byte[] vouched = [.. AttestationKey.Span, .. options.AuthenticationData.Span];
        byte[] hash = SHA256.HashData(options.VouchesForKey ? vouched : [.. vouched, 0]);
        return [.. hash, .. options.ReportDataTail.Span];
    }
}
