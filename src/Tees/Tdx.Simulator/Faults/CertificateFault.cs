// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults that any certificate of the hierarchy can have.</summary>
public static class CertificateFault
{
    /// <summary>All of them, for each certificate.</summary>
    public static ImmutableArray<Fault> All { get; } = [.. Enum.GetValues<CertificateRole>().SelectMany(FaultsOf)];

    /// <summary>One bit of its signature is flipped.</summary>
    public static Fault Signature(CertificateRole role) => Of(
        role,
        "signature",
        "has a flipped bit in its signature",
        (template, _) => template with { SignedBy = SignedBy.RightKeyThenCorrupted });

    /// <summary>Another key than its issuer's signed it.</summary>
    public static Fault SignatureByStranger(CertificateRole role) => Of(
        role,
        "signature-stranger",
        "is signed by another key than its issuer's",
        (template, _) => template with { SignedBy = SignedBy.Stranger });

    /// <summary>Its common name is not the one that Intel's has; whoever it issued for names it as it is.</summary>
    public static Fault CommonName(CertificateRole role) => Of(
        role,
        "common-name",
        "has another common name",
        (template, _) => template with { Subject = template.Subject.With(SubjectName.CommonName, "Intel SGX Something") });

    /// <summary>Its validity ended one second ago.</summary>
    public static Fault Expired(CertificateRole role) => Of(
        role, "expired", "expired one second ago", (template, now) => template with { NotAfter = now.AddSeconds(-1) });

    /// <summary>Its validity begins in one second.</summary>
    public static Fault NotYetValid(CertificateRole role) => Of(
        role, "not-yet-valid", "is valid from the next second on", (template, now) => template with { NotBefore = now.AddSeconds(1) });

    /// <summary>It lacks an extension.</summary>
    /// <param name="role">Which certificate.</param>
    /// <param name="oid">One of <see cref="ExtensionOid"/>.</param>
    public static Fault Without(CertificateRole role, string oid) => Of(
        role, $"without-{NameOf(oid)}", $"has no extension {NameOf(oid)}", (template, _) => template with { Omit = [oid] });

    /// <summary>Its key is on P-384.</summary>
    /// <remarks>Quotes and documents have no room for longer signatures and carry the first 64 bytes of them.</remarks>
    public static Fault KeyOnP384(CertificateRole role) =>
        Of(role, "p384", "has a key on P-384", (template, _) => template with { Key = KeyKind.EcdsaP384 });

    private static IEnumerable<Fault> FaultsOf(CertificateRole role) =>
    [
        Signature(role), SignatureByStranger(role), CommonName(role), Expired(role), NotYetValid(role), KeyOnP384(role),
        Without(role, ExtensionOid.AuthorityKeyIdentifier), Without(role, ExtensionOid.CrlDistributionPoints),
        Without(role, ExtensionOid.SubjectKeyIdentifier), Without(role, ExtensionOid.KeyUsage),
        Without(role, ExtensionOid.BasicConstraints),
    ];

    private static Fault Of(
        CertificateRole role, string name, string says, Func<CertificateTemplate, DateTimeOffset, CertificateTemplate> change)
    {
        string who = NameOf(role);
        return new(
            $"{who}-{name}",
            $"the certificate {who} {says}",
            machine => machine with { Pki = Change(machine.Pki, role, template => change(template, machine.Now)) });
    }

    private static IntelPkiOptions Change(
        IntelPkiOptions pki, CertificateRole role, Func<CertificateTemplate, CertificateTemplate> change) => role switch
    {
        CertificateRole.Root => pki with { Root = change(pki.Root) },
        CertificateRole.Intermediate => pki with { Intermediate = change(pki.Intermediate) },
        CertificateRole.Pck => pki with { Pck = change(pki.Pck) },
        CertificateRole.TcbSigning => pki with { TcbSigning = change(pki.TcbSigning) },
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "want a certificate of the hierarchy"),
    };

    private static string NameOf(CertificateRole role) => role switch
    {
        CertificateRole.Root => "root",
        CertificateRole.Intermediate => "intermediate",
        CertificateRole.Pck => "pck",
        _ => "tcb-signing",
    };

    private static string NameOf(string oid) => oid switch
    {
        ExtensionOid.AuthorityKeyIdentifier => "aki",
        ExtensionOid.CrlDistributionPoints => "crl-dp",
        ExtensionOid.SubjectKeyIdentifier => "ski",
        ExtensionOid.KeyUsage => "key-usage",
        ExtensionOid.BasicConstraints => "basic-constraints",
        _ => oid,
    };
}
