// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx;

/// <summary>Every rule of TDX.</summary>
public static class TdxRules
{
    /// <summary>Lengths fit, nothing overlaps, nothing is left over.</summary>
    public static readonly Rule FmtStructure = new(
        "TDX-FMT-01", RuleKind.Authenticity,
        "the quote is well-formed: every declared length fits, nothing overlaps or is left over",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5)");

    /// <summary>Version 3 is SGX only; others are unknown.</summary>
    public static readonly Rule FmtVersion = new(
        "TDX-FMT-02", RuleKind.Authenticity,
        "the quote's version is 4 or 5",
        "Intel TDX DCAP Quoting Library API, appendix A.3 and A.4, quote header: version");

    /// <summary>ECDSA-384 (3) is defined and used by nobody.</summary>
    public static readonly Rule FmtKeyType = new(
        "TDX-FMT-03", RuleKind.Authenticity,
        "the attestation key type is ECDSA-256 with P-256",
        "Intel TDX DCAP Quoting Library API, appendix A.3 and A.4, quote header: attestation key type");

    /// <summary>An SGX quote of version 4 or 5 is not Evidence of a TD.</summary>
    public static readonly Rule FmtTeeType = new(
        "TDX-FMT-04", RuleKind.Authenticity,
        "the TEE type is TDX, 0x81",
        "Intel TDX DCAP Quoting Library API, appendix A.3 and A.4, quote header: TEE type");

    /// <summary>The vendor id decides what the signature section means.</summary>
    public static readonly Rule FmtVendor = new(
        "TDX-FMT-05", RuleKind.Authenticity,
        "the quoting enclave's vendor is Intel",
        "Intel TDX DCAP Quoting Library API, appendix A.3 and A.4, quote header: QE vendor id");

    /// <summary>Version 5 says both; each type has one size.</summary>
    public static readonly Rule FmtBody = new(
        "TDX-FMT-06", RuleKind.Authenticity,
        "the body's type is a TD report and its size is that type's",
        "Intel TDX DCAP Quoting Library API, appendix A.4, quote body descriptor");

    /// <summary>The outer certification data.</summary>
    public static readonly Rule FmtCertificationData = new(
        "TDX-FMT-07", RuleKind.Authenticity,
        "the certification data is of type 6 and its lengths are exact",
        "Intel TDX DCAP Quoting Library API, appendix A.3, ECDSA 256-bit quote signature data and QE report certification data");

    /// <summary>The inner certification data: types 1-4 need what only the network has.</summary>
    public static readonly Rule FmtCertificationType = new(
        "TDX-FMT-08", RuleKind.Authenticity,
        "the PCK chain is inside the quote: inner certification data of type 5",
        "Intel TDX DCAP Quoting Library API, appendix A.3.9, QE certification data");

    /// <summary>Providers return zero-padded buffers.</summary>
    public static readonly Rule FmtTail = new(
        "TDX-FMT-09", RuleKind.Authenticity,
        "nothing but zero bytes follows the quote's declared length",
        "Intel TDX DCAP Quoting Library API, appendix A.3 and A.4, quote signature data length; stricter than Intel's library");
}
