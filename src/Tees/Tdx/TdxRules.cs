// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx;

#pragma warning disable CS1591 // the title of each rule is its documentation

/// <summary>Every rule of TDX, in the order of the trust chain.</summary>
public static class TdxRules
{
    public static readonly Rule FmtStructure = Authenticity("TDX-FMT-01",
        "the quote is well-formed: every declared length fits, nothing overlaps or is left over",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5)");

    public static readonly Rule FmtVersion = Authenticity("TDX-FMT-02",
        "the quote's version is 4 or 5",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5), quote header: version");

    public static readonly Rule FmtKeyType = Authenticity("TDX-FMT-03",
        "the attestation key type is ECDSA-256 with P-256",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5), quote header: attestation key type");

    public static readonly Rule FmtTeeType = Authenticity("TDX-FMT-04",
        "the TEE type is TDX, 0x81",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5), quote header: TEE type");

    public static readonly Rule FmtVendor = Authenticity("TDX-FMT-05",
        "the quoting enclave's vendor is Intel",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5), quote header: QE vendor id");

    public static readonly Rule FmtBody = Authenticity("TDX-FMT-06",
        "the body's type is a TD report and its size is that type's",
        "Intel TDX DCAP Quoting Library API, appendix A.4, quote body descriptor");

    public static readonly Rule FmtCertificationData = Authenticity("TDX-FMT-07",
        "the certification data is of type 6 and its lengths are exact",
        "Intel TDX DCAP Quoting Library API, appendix A.3, ECDSA 256-bit quote signature data and QE report certification data");

    public static readonly Rule FmtCertificationType = Authenticity("TDX-FMT-08",
        "the PCK chain is inside the quote: inner certification data of type 5",
        "Intel TDX DCAP Quoting Library API, appendix A.3, QE certification data",
        "the quote names its PCK certificate without carrying it: have the quote provider embed the chain (type 5)");

    public static readonly Rule FmtTail = Authenticity("TDX-FMT-09",
        "nothing but zero bytes follows the quote's declared length",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5), quote signature data length; stricter than Intel's library");

    public static readonly Rule PckPem = Authenticity("TDX-PCK-01",
        "the chain is three certificates in canonical PEM",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2; RFC 7468, section 3");

    public static readonly Rule PckProfile = Authenticity("TDX-PCK-02",
        "leaf, intermediate and root have the names, keys and extensions of their profile, in that order",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, sections 1.3.1 to 1.3.5");

    public static readonly Rule PckSignatures = Authenticity("TDX-PCK-03",
        "each certificate is issued and signed by the next, the root by itself",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2; RFC 5280, section 6.1.3");

    public static readonly Rule PckRoot = Authenticity("TDX-PCK-04",
        "the root's key is Intel's, or one that the policy names as unsafe",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3.1; pinned by SHA-256 of SubjectPublicKeyInfo",
        "a pre-production or simulated root is accepted only where the policy's rootsUnsafe names it");

    public static readonly Rule PckSgxExtension = Authenticity("TDX-PCK-05",
        "the leaf's SGX extension is complete and well-formed",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3.5, SGX extensions");

    public static readonly Rule PckValidity = Freshness("TDX-PCK-06",
        "every certificate of the chain is within its validity",
        "RFC 5280, section 4.1.2.5");

    public static readonly Rule PckRevocation = Authenticity("TDX-PCK-07",
        "neither the leaf nor the intermediate is revoked",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2.2; RFC 5280, section 6.3.3");

    public static readonly Rule PckCrlPresent = Freshness("TDX-CRL-01",
        "the PCK CRL is at hand",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2.2",
        "add it to the endorsements as intel/pck-crl/platform (or processor)");

    public static readonly Rule PckCrlAuthentic = Authenticity("TDX-CRL-02",
        "the PCK CRL is well-formed, numbered, and signed by the intermediate CA of this chain",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2.2; RFC 5280, section 5");

    public static readonly Rule PckCrlInDate = Freshness("TDX-CRL-03",
        "the PCK CRL is in date",
        "RFC 5280, section 5.1.2.4 and 5.1.2.5",
        "fetch the document anew (--online does), or verify as of an earlier instant with --at");

    public static readonly Rule RootCrlPresent = Freshness("TDX-CRL-04",
        "the root CA CRL is at hand",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2.2",
        "add it to the endorsements as intel/root-ca-crl");

    public static readonly Rule RootCrlAuthentic = Authenticity("TDX-CRL-05",
        "the root CA CRL is well-formed, numbered, and signed by the root",
        "Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.2.2; RFC 5280, section 5");

    public static readonly Rule RootCrlInDate = Freshness("TDX-CRL-06",
        "the root CA CRL is in date",
        "RFC 5280, section 5.1.2.4 and 5.1.2.5",
        "fetch the document anew (--online does), or verify as of an earlier instant with --at");

    public static readonly Rule TcbInfoPresent = Freshness("TDX-TCI-01",
        "TCB info of this platform family and its issuer chain are at hand",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\"",
        "add intel/tdx/tcb-info/<fmspc> and intel/tcb-signing-chain to the endorsements");

    public static readonly Rule TcbInfoWellFormed = Authenticity("TDX-TCI-02",
        "TCB info is a well-formed tcb info v3 document",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\"");

    public static readonly Rule TcbInfoIssuer = Authenticity("TDX-TCI-03",
        "TCB info's issuer chain is a TCB signing certificate under the root of the PCK chain",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\"; Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3");

    public static readonly Rule TcbInfoSignature = Authenticity("TDX-TCI-04",
        "TCB info is signed, over its bytes as served, by the TCB signing key",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", signature");

    public static readonly Rule TcbInfoSignerValidity = Freshness("TDX-TCI-05",
        "TCB info's issuer chain is within its validity",
        "RFC 5280, section 4.1.2.5");

    public static readonly Rule TcbInfoSignerRevocation = Authenticity("TDX-TCI-06",
        "TCB info's signer is not revoked by the root CA CRL",
        "RFC 5280, section 6.3.3");

    public static readonly Rule TcbInfoInDate = Freshness("TDX-TCI-07",
        "TCB info is in date",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", issueDate and nextUpdate",
        "fetch the document anew (--online does), or verify as of an earlier instant with --at");

    public static readonly Rule TcbInfoPlatform = Authenticity("TDX-TCI-08",
        "TCB info is for the FMSPC and PCEID of the PCK certificate",
        "Intel SGX DCAP Quote Verification Library, verifyQuote: TCB_INFO_MISMATCH");

    public static readonly Rule QeIdentityPresent = Freshness("TDX-QID-01",
        "the QE identity and its issuer chain are at hand",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\"",
        "add intel/tdx/qe-identity and intel/tcb-signing-chain to the endorsements");

    public static readonly Rule QeIdentityWellFormed = Authenticity("TDX-QID-02",
        "the QE identity is a well-formed TD_QE identity v2 document",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\"");

    public static readonly Rule QeIdentityIssuer = Authenticity("TDX-QID-03",
        "the QE identity's issuer chain is a TCB signing certificate under the root of the PCK chain",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\"; Intel SGX PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3");

    public static readonly Rule QeIdentitySignature = Authenticity("TDX-QID-04",
        "the QE identity is signed, over its bytes as served, by the TCB signing key",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\", signature");

    public static readonly Rule QeIdentitySignerValidity = Freshness("TDX-QID-05",
        "the QE identity's issuer chain is within its validity",
        "RFC 5280, section 4.1.2.5");

    public static readonly Rule QeIdentitySignerRevocation = Authenticity("TDX-QID-06",
        "the QE identity's signer is not revoked by the root CA CRL",
        "RFC 5280, section 6.3.3");

    public static readonly Rule QeIdentityInDate = Freshness("TDX-QID-07",
        "the QE identity is in date",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\", issueDate and nextUpdate",
        "fetch the document anew (--online does), or verify as of an earlier instant with --at");

    public static readonly Rule QeReportSignature = Authenticity("TDX-QE-01",
        "the QE report is signed by the PCK",
        "Intel TDX DCAP Quoting Library API, appendix A.3, QE report certification data");

    public static readonly Rule QeReportData = Authenticity("TDX-QE-02",
        "the QE report binds the attestation key and authentication data, and nothing else",
        "Intel TDX DCAP Quoting Library API, appendix A.3; the zero half is stricter than Intel's library");

    public static readonly Rule QeMrSigner = Authenticity("TDX-QE-03",
        "the quoting enclave's MRSIGNER is that of its identity",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\", mrsigner");

    public static readonly Rule QeIsvProdId = Authenticity("TDX-QE-04",
        "the quoting enclave's ISVPRODID is that of its identity",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\", isvprodid");

    public static readonly Rule QeMiscSelect = Authenticity("TDX-QE-05",
        "the quoting enclave's MISCSELECT is that of its identity under the mask",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\", miscselect");

    public static readonly Rule QeAttributes = Authenticity("TDX-QE-06",
        "the quoting enclave's ATTRIBUTES are those of its identity under the mask: no debug enclave",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX QE Identity\", attributes");

    public static readonly Rule SigKey = Authenticity("TDX-SIG-01",
        "the attestation key is a point of P-256",
        "Intel TDX DCAP Quoting Library API, appendix A.3, ECDSA attestation key; SEC 1, section 3.2.2");

    public static readonly Rule SigQuote = Authenticity("TDX-SIG-02",
        "the quote is signed by the attestation key over its bytes as received",
        "Intel TDX DCAP Quoting Library API, appendix A.3 (version 4) and A.4 (version 5), quote signature");

    public static readonly Rule ModIdentity = Authenticity("TDX-MOD-01",
        "TCB info has an identity for the TDX module's major version",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", tdxModuleIdentities; Intel SGX DCAP Quote Verification Library: TDX_MODULE_MISMATCH");

    public static readonly Rule ModSigner = Authenticity("TDX-MOD-02",
        "MRSIGNERSEAM is the identity's signer",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", mrsigner");

    public static readonly Rule ModAttributes = Authenticity("TDX-MOD-03",
        "SEAMATTRIBUTES are zero and the identity's under the mask",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", attributes");

    public static readonly Rule TcbSupported = Policy("TDX-TCB-01",
        "a level of TCB info, of the TDX module and of the QE identity covers this platform",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", tcbLevels; Intel SGX DCAP Quote Verification Library: TCB_NOT_SUPPORTED");

    public static readonly Rule TcbNotRevoked = Policy("TDX-TCB-02",
        "no part of the TCB is revoked",
        "Intel SGX and TDX Provisioning Certification Service API v4, \"Get TDX TCB Info\", tcbStatus");

    public static readonly Rule TcbAccepted = Policy("TDX-TCB-03",
        "the merged TCB status is accepted or tolerated",
        "Intel SGX DCAP Quote Verification Library, convergeTcbStatus and TD relaunch rules; policy tdx.tcb",
        "update the platform, or name the status with every advisory under tdx.tcb.tolerate until a date");

    public static readonly Rule TcbEvaluationNumber = Policy("TDX-TCB-04",
        "TCB info and QE identity are of at least the policy's evaluation data number",
        "Intel SGX and TDX Provisioning Certification Service API v4, tcbEvaluationDataNumber; policy tdx.tcb.minimumEvaluationDataNumber");

    public static readonly Rule TcbDate = Policy("TDX-TCB-05",
        "the TCB date is not before the policy's",
        "Intel SGX and TDX Provisioning Certification Service API v4, tcbDate; policy tdx.tcb.minimumDate");

    public static readonly Rule TcbMinimumSvn = Policy("TDX-TCB-06",
        "no component of TEE_TCB_SVN is below the policy's",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, TEE_TCB_SVN; policy tdx.tcb.minimumTeeTcbSvn");

    public static readonly Rule AttDebug = Policy("TDX-ATT-01",
        "the TD is not under debug",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: DEBUG",
        "tdx.allow.debugUnsafe waives this");

    public static readonly Rule AttTud = Policy("TDX-ATT-02",
        "no other bit of TUD is set: the TD is not being profiled",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: TUD");

    public static readonly Rule AttSeptVeDisable = Policy("TDX-ATT-03",
        "SEPT_VE_DISABLE is set",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: SEPT_VE_DISABLE",
        "tdx.allow.noSeptVeDisableUnsafe waives this, for guests whose paravisor handles #VE");

    public static readonly Rule AttMigratable = Policy("TDX-ATT-04",
        "the TD cannot be migrated",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: MIGRATABLE",
        "tdx.allow.migratableUnsafe waives this");

    public static readonly Rule AttPerfmon = Policy("TDX-ATT-05",
        "the TD does not expose performance counters",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: PERFMON",
        "tdx.allow.perfmonUnsafe waives this");

    public static readonly Rule AttKeyLocker = Policy("TDX-ATT-06",
        "the TD does not use key locker",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: KL",
        "tdx.allow.keyLockerUnsafe waives this");

    public static readonly Rule AttTpa = Policy("TDX-ATT-07",
        "the TD has no TPA",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: TPA",
        "tdx.allow.tpaUnsafe waives this");

    public static readonly Rule AttReserved = Policy("TDX-ATT-08",
        "no reserved bit of SEC and OTHER is set, nor ICSSD",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, ATTRIBUTES: reserved");

    public static readonly Rule XfmFixed = Policy("TDX-XFM-01",
        "XFAM has its fixed bits, x87 and SSE",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, XFAM");

    public static readonly Rule XfmAllowed = Policy("TDX-XFM-02",
        "XFAM has no bit that TDX does not define",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, XFAM");

    public static readonly Rule XfmPolicy = Policy("TDX-XFM-03",
        "XFAM has no bit that the policy wants clear",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, XFAM; policy tdx.xfamMustBeClear");

    public static readonly Rule ServiceTd = Policy("TDX-SVC-01",
        "no service TD is bound, or one that the policy lists",
        "Intel TDX Module Base Architecture and ABI Specifications, 1.5, MR_SERVICETD; policy tdx.serviceTd");

    public static readonly Rule ReferenceValues = Policy("TDX-REF-01",
        "the measurements are one of the policy's reference values",
        "RFC 9334, section 8.3; policy tdx.referenceValues",
        "`attest show FILE` prints the measurements; put those you trust under tdx.referenceValues");

    public static readonly Rule ReportData = Authenticity("TDX-RPD-01",
        "REPORT_DATA is what the relying party expects",
        "docs/formats.md, policy: reportData",
        "`attest show FILE --field reportData` prints what the Evidence carries");

    public static readonly Rule Platform = Policy("TDX-PLT-01",
        "the platform is not denied",
        "policy tdx.denyPlatforms");

    public static readonly Rule EventLog = Policy("TDX-EVL-01",
        "the event log replays to the quoted RTMRs",
        "TCG PC Client Platform Firmware Profile; Guest-Host-Communication Interface for TDX 1.5, CCEL; docs/formats.md, Evidence");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        FmtStructure, FmtVersion, FmtKeyType, FmtTeeType, FmtVendor, FmtBody, FmtCertificationData, FmtCertificationType, FmtTail,
        PckPem, PckProfile, PckSignatures, PckRoot, PckSgxExtension, PckValidity, PckRevocation, PckCrlPresent, PckCrlAuthentic,
        PckCrlInDate, RootCrlPresent, RootCrlAuthentic, RootCrlInDate, TcbInfoPresent, TcbInfoWellFormed, TcbInfoIssuer,
        TcbInfoSignature, TcbInfoSignerValidity, TcbInfoSignerRevocation, TcbInfoInDate, TcbInfoPlatform, QeIdentityPresent,
        QeIdentityWellFormed, QeIdentityIssuer, QeIdentitySignature, QeIdentitySignerValidity, QeIdentitySignerRevocation,
        QeIdentityInDate, QeReportSignature, QeReportData, QeMrSigner, QeIsvProdId, QeMiscSelect, QeAttributes, SigKey, SigQuote,
        ModIdentity, ModSigner, ModAttributes, TcbSupported, TcbNotRevoked, TcbAccepted, TcbEvaluationNumber, TcbDate,
        TcbMinimumSvn, AttDebug, AttTud, AttSeptVeDisable, AttMigratable, AttPerfmon, AttKeyLocker, AttTpa, AttReserved, XfmFixed,
        XfmAllowed, XfmPolicy, ServiceTd, ReferenceValues, ReportData, Platform, EventLog,
    ];

    private static Rule Authenticity(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Authenticity, title, citation) { Hint = hint };

    private static Rule Policy(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Policy, title, citation) { Hint = hint };

    private static Rule Freshness(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Freshness, title, citation) { Hint = hint };
}
