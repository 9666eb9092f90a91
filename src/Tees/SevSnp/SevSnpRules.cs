// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SevSnp;

#pragma warning disable CS1591 // the title of each rule is its documentation

/// <summary>Every rule of SEV-SNP, in the order of the trust chain.</summary>
public static class SevSnpRules
{
    public static readonly Rule FmtLength = Authenticity("SNP-FMT-01",
        "the report is 1184 bytes, no more and no less",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, ATTESTATION_REPORT");

    public static readonly Rule FmtVersion = Authenticity("SNP-FMT-02",
        "the report's version is 2, 3, 4 or 5",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, VERSION");

    public static readonly Rule FmtAlgorithm = Authenticity("SNP-FMT-03",
        "the signature algorithm is ECDSA P-384 with SHA-384",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, SIGNATURE_ALGO");

    public static readonly Rule FmtReserved = Authenticity("SNP-FMT-04",
        "reserved bytes, and fields that the version does not have, are zero",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, reserved fields",
        "sevSnp.allow.reservedBitsUnsafe reports them instead");

    public static readonly Rule FmtKeyInfo = Authenticity("SNP-FMT-05",
        "the reserved bits of the key information are zero",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, offset 0x48");

    public static readonly Rule FmtMaskChipKey = Authenticity("SNP-FMT-06",
        "MASK_CHIP_KEY is clear: the report has a signature",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, MASK_CHIP_KEY",
        "the host masks the signing key (SNP_CONFIG); only its operator can change that");

    public static readonly Rule FmtSigningKey = Authenticity("SNP-FMT-07",
        "the signing key is a VCEK or a VLEK",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, SIGNING_KEY");

    public static readonly Rule FmtVmpl = Authenticity("SNP-FMT-08",
        "VMPL is 0 to 3: the guest asked for the report, not its host",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, VMPL; SNP_HV_REPORT_REQ");

    public static readonly Rule FmtProduct = Authenticity("SNP-FMT-09",
        "the report names a known product, or is of version 2 and names none",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, CPUID_FAM_ID and CPUID_MOD_ID",
        "a newer product needs a newer verifier: no product is ever assumed");

    public static readonly Rule FmtCertificateTable = Authenticity("SNP-FMT-10",
        "the certificate table, where given, is well-formed",
        "AMD GHCB Specification, doc 56421, section 4.1.8");

    public static readonly Rule ArkPresent = Freshness("SNP-ARK-01",
        "the certificates of ASK or ASVK and ARK are at hand",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, cert_chain",
        "--online fetches it, or add amd/<product>/cert-chain/vcek (or vlek) to the endorsements");

    public static readonly Rule ArkWellFormed = Authenticity("SNP-ARK-02",
        "ASK or ASVK and ARK are two well-formed certificates",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 2; RFC 5280, section 4.1");

    public static readonly Rule ArkProfile = Authenticity("SNP-ARK-03",
        "ASK or ASVK and ARK have the names, keys and extensions of their profile, for this product and this kind of key",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 2");

    public static readonly Rule ArkSignatures = Authenticity("SNP-ARK-04",
        "the ARK is signed by itself, and issued ASK or ASVK",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 2; RFC 5280, section 6.1.3");

    public static readonly Rule ArkRoot = Authenticity("SNP-ARK-05",
        "the root's key is the ARK of this product, or one that the policy names as unsafe",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 2; pinned by SHA-256 of SubjectPublicKeyInfo",
        "a simulated root is accepted only where the policy's rootsUnsafe names it");

    public static readonly Rule ArkRevocation = Authenticity("SNP-ARK-06",
        "neither ARK nor ASK or ASVK is revoked",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, crl; RFC 5280, section 6.3.3");

    public static readonly Rule CrlPresent = Freshness("SNP-CRL-01",
        "the revocation list of the ARK is at hand",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, crl",
        "--online fetches it, or add amd/<product>/crl/vcek (or vlek) to the endorsements");

    public static readonly Rule CrlAuthentic = Authenticity("SNP-CRL-02",
        "the revocation list is well-formed, numbered, and signed by the ARK of this chain",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, crl; RFC 5280, section 5");

    public static readonly Rule CrlInDate = Freshness("SNP-CRL-03",
        "the revocation list is in date",
        "RFC 5280, section 5.1.2.4 and 5.1.2.5",
        "fetch it anew, or verify as of an earlier instant with --at");

    public static readonly Rule VekPresent = Freshness("SNP-VEK-01",
        "the certificate of the signing key is at hand",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, vcek and vlek",
        "--online fetches a VCEK; a VLEK, and the VCEK of a masked chip, come in the host's certificate table or among the endorsements (amd/<product>/vcek/<chip id>/<tcb>)");

    public static readonly Rule VekWellFormed = Authenticity("SNP-VEK-02",
        "the signing key's certificate is well-formed",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3; RFC 5280, section 4.1");

    public static readonly Rule VekProfile = Authenticity("SNP-VEK-03",
        "the certificate has the name and key of a VCEK or VLEK, whichever the report says",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3; AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, SIGNING_KEY");

    public static readonly Rule VekSignature = Authenticity("SNP-VEK-04",
        "the certificate is issued and signed by ASK (a VCEK) or ASVK (a VLEK)",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3; RFC 5280, section 6.1.3");

    public static readonly Rule VekExtensions = Authenticity("SNP-VEK-05",
        "the certificate's AMD extensions are complete and well-formed",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3, X.509 extensions");

    public static readonly Rule VekProduct = Authenticity("SNP-VEK-06",
        "the certificate, its issuers and the report's CPUID name one product",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3, productName");

    public static readonly Rule VekValidity = Freshness("SNP-VEK-07",
        "every certificate of the chain is within its validity",
        "RFC 5280, section 4.1.2.5");

    public static readonly Rule VekTcb = Authenticity("SNP-VEK-08",
        "REPORTED_TCB is that of the certificate, component by component",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3, SPL extensions; AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, REPORTED_TCB",
        "fetch the VCEK for the reported TCB, as --online does; KDS makes one for each");

    public static readonly Rule VekChipId = Authenticity("SNP-VEK-09",
        "CHIP_ID is that of the VCEK; a VLEK has none",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3, hwID; AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, CHIP_ID",
        "sevSnp.allow.maskedChipIdUnsafe accepts a report whose chip id is masked");

    public static readonly Rule SignatureForm = Authenticity("SNP-RPT-01",
        "R and S fill 48 bytes each and every other byte of the signature is zero",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 10, ECDSA P-384 signature");

    public static readonly Rule Signature = Authenticity("SNP-RPT-02",
        "the report is signed by the certified key over its bytes as received",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, SIGNATURE");

    public static readonly Rule Product = Policy("SNP-PRD-01",
        "the product is one that the policy names",
        "policy sevSnp.products");

    public static readonly Rule SigningKey = Policy("SNP-KEY-01",
        "the kind of the signing key is one that the policy names",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, SIGNING_KEY; policy sevSnp.signingKeys");

    public static readonly Rule CspId = Policy("SNP-KEY-02",
        "the VLEK's provider is one that the policy names",
        "AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3, cspID; policy sevSnp.cspIds");

    public static readonly Rule TcbOrder = Policy("SNP-TCB-01",
        "REPORTED is at most COMMITTED and COMMITTED at most CURRENT, in every component and as firmware versions",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 2.2 and chapter 7");

    public static readonly Rule TcbCommitted = Policy("SNP-TCB-02",
        "the platform runs the firmware that it has committed to: CURRENT equals COMMITTED",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 3.3, provisional firmware",
        "sevSnp.allow.provisionalFirmwareUnsafe waives this, for hosts that update ahead of their commitment");

    public static readonly Rule TcbMinimum = Policy("SNP-TCB-03",
        "no component of the TCB is below the policy's floor for this processor",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 2.2; policy sevSnp.minimumTcb",
        "microcode levels differ between models: give each family, model and stepping an entry");

    public static readonly Rule TcbFirmware = Policy("SNP-TCB-04",
        "committed and current firmware are at least the policy's",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, CURRENT_ and COMMITTED_MAJOR, MINOR, BUILD; policy sevSnp.minimumFirmware");

    public static readonly Rule MitLaunch = Policy("SNP-MIT-01",
        "the mitigations that the policy wants were in force at launch",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, LAUNCH_MIT_VECTOR; policy sevSnp.mitigations.launch",
        "reports have mitigation vectors from version 5 on");

    public static readonly Rule MitCurrent = Policy("SNP-MIT-02",
        "the mitigations that the policy wants are in force",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, CURRENT_MIT_VECTOR; policy sevSnp.mitigations.current",
        "reports have mitigation vectors from version 5 on");

    public static readonly Rule GpoDebug = Policy("SNP-GPO-01",
        "the guest cannot be debugged",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3, DEBUG",
        "sevSnp.allow.debugUnsafe waives this");

    public static readonly Rule GpoMigrateMa = Policy("SNP-GPO-02",
        "no migration agent can be bound",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3, MIGRATE_MA",
        "sevSnp.allow.migrateMaUnsafe waives this");

    public static readonly Rule GpoMustBeOne = Policy("SNP-GPO-03",
        "bit 17 of the guest policy is one",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3");

    public static readonly Rule GpoReserved = Policy("SNP-GPO-04",
        "the reserved bits of the guest policy are zero",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3",
        "sevSnp.allow.reservedBitsUnsafe reports them instead");

    public static readonly Rule GpoAbi = Policy("SNP-GPO-05",
        "the guest demands at least the policy's firmware ABI",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3, ABI_MAJOR and ABI_MINOR; policy sevSnp.minimumGuestAbi");

    public static readonly Rule GpoRequired = Policy("SNP-GPO-06",
        "the guest policy has every bit that the policy requires",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3; policy sevSnp.require.guestPolicy");

    public static readonly Rule GpoForbidden = Policy("SNP-GPO-07",
        "the guest policy has no bit that the policy forbids",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 4.3; policy sevSnp.forbid.guestPolicy");

    public static readonly Rule PliRequired = Policy("SNP-PLI-01",
        "the platform has every property that the policy requires",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, PLATFORM_INFO; policy sevSnp.require.platform");

    public static readonly Rule PliForbidden = Policy("SNP-PLI-02",
        "the platform has no property that the policy forbids",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, PLATFORM_INFO; policy sevSnp.forbid.platform");

    public static readonly Rule Vmpl = Policy("SNP-VMP-01",
        "VMPL is one that the policy names",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, VMPL; policy sevSnp.vmpl");

    public static readonly Rule GuestSvn = Policy("SNP-IDB-01",
        "GUEST_SVN is at least the policy's",
        "AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, GUEST_SVN; policy sevSnp.minimumGuestSvn");

    public static readonly Rule IdBlock = Policy("SNP-IDB-02",
        "the guest was launched with an ID block",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 8.18, ID block; policy sevSnp.require.idBlock");

    public static readonly Rule AuthorKey = Policy("SNP-IDB-03",
        "an author key signed the ID key",
        "AMD SEV-SNP Firmware ABI, doc 56860, section 8.18, author key; policy sevSnp.require.authorKey");

    public static readonly Rule ReferenceValues = Policy("SNP-REF-01",
        "the measurements are one of the policy's reference values",
        "RFC 9334, section 8.3; policy sevSnp.referenceValues",
        "`attest measure snp` computes the measurement of firmware and kernel; `attest show FILE` prints what the evidence has");

    public static readonly Rule ReportData = Authenticity("SNP-RPD-01",
        "REPORT_DATA is what the relying party expects",
        "CONTRACTS, sections 2 and 8",
        "`attest show FILE --field reportData` prints what the Evidence carries");

    public static readonly Rule Platform = Policy("SNP-PLT-01",
        "the chip is not denied",
        "policy sevSnp.denyChipIds");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        FmtLength, FmtVersion, FmtAlgorithm, FmtReserved, FmtKeyInfo, FmtMaskChipKey, FmtSigningKey, FmtVmpl, FmtProduct,
        FmtCertificateTable, ArkPresent, ArkWellFormed, ArkProfile, ArkSignatures, ArkRoot, ArkRevocation, CrlPresent, CrlAuthentic,
        CrlInDate, VekPresent, VekWellFormed, VekProfile, VekSignature, VekExtensions, VekProduct, VekValidity, VekTcb, VekChipId,
        SignatureForm, Signature, Product, SigningKey, CspId, TcbOrder, TcbCommitted, TcbMinimum, TcbFirmware, MitLaunch,
        MitCurrent, GpoDebug, GpoMigrateMa, GpoMustBeOne, GpoReserved, GpoAbi, GpoRequired, GpoForbidden, PliRequired, PliForbidden,
        Vmpl, GuestSvn, IdBlock, AuthorKey, ReferenceValues, ReportData, Platform,
    ];

    private static Rule Authenticity(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Authenticity, title, citation) { Hint = hint };

    private static Rule Policy(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Policy, title, citation) { Hint = hint };

    private static Rule Freshness(string id, string title, string citation, string? hint = null) =>
        new(id, RuleKind.Freshness, title, citation) { Hint = hint };
}
