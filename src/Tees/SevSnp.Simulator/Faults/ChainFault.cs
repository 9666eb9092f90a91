// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Faults;

/// <summary>Faults of ARK and ASK or ASVK.</summary>
public static class ChainFault
{
    /// <summary>There is none.</summary>
    public static readonly Fault CertChainMissing = new(
        "cert-chain-missing",
        "there is no certificate chain",
        machine => machine with { Kds = machine.Kds with { Withheld = machine.Kds.Withheld.Add(KdsDocument.CertChain) } });

    /// <summary>Root first.</summary>
    public static readonly Fault CertChainReordered = new(
        "cert-chain-reordered",
        "the chain begins with the ARK",
        machine => machine with { Kds = machine.Kds with { CertChain = [AmdRole.Ark, AmdRole.Issuer] } });

    /// <summary>One too many.</summary>
    public static readonly Fault CertChainThree = new(
        "cert-chain-three",
        "the chain has the leaf too",
        machine => machine with { Kds = machine.Kds with { CertChain = [AmdRole.Leaf, AmdRole.Issuer, AmdRole.Ark] } });

    /// <summary>It expired.</summary>
    public static readonly Fault ArkExpired = Of(
        "ark-expired", "the ark expired one second ago", (pki, now) => pki with { Ark = pki.Ark with { NotAfter = now.AddSeconds(-1) } });

    /// <summary>It is not yet valid.</summary>
    public static readonly Fault ArkNotYetValid = Of(
        "ark-not-yet-valid",
        "the ark is valid from one second from now on",
        (pki, now) => pki with { Ark = pki.Ark with { NotBefore = now.AddSeconds(1) } });

    /// <summary>One bit of its signature.</summary>
    public static readonly Fault ArkSignature = Of(
        "ark-signature",
        "one bit of the signature on the ark is flipped",
        (pki, now) => pki with { Ark = pki.Ark with { SignedBy = SignedBy.RightKeyThenCorrupted } });

    /// <summary>Another name.</summary>
    public static readonly Fault ArkCommonName = Of(
        "ark-common-name",
        "the ark has another common name",
        (pki, now) => pki with { Ark = pki.Ark with { Subject = AmdPkiOptions.Name("SEV-Naples") } });

    /// <summary>It expired.</summary>
    public static readonly Fault IssuerExpired = Of(
        "issuer-expired",
        "the issuer expired one second ago",
        (pki, now) => pki with { Issuer = pki.Issuer with { NotAfter = now.AddSeconds(-1) } });

    /// <summary>It is not yet valid.</summary>
    public static readonly Fault IssuerNotYetValid = Of(
        "issuer-not-yet-valid",
        "the issuer is valid from one second from now on",
        (pki, now) => pki with { Issuer = pki.Issuer with { NotBefore = now.AddSeconds(1) } });

    /// <summary>One bit of its signature.</summary>
    public static readonly Fault IssuerSignature = Of(
        "issuer-signature",
        "one bit of the signature on the issuer is flipped",
        (pki, now) => pki with { Issuer = pki.Issuer with { SignedBy = SignedBy.RightKeyThenCorrupted } });

    /// <summary>Another name.</summary>
    public static readonly Fault IssuerCommonName = Of(
        "issuer-common-name",
        "the issuer has another common name",
        (pki, now) => pki with { Issuer = pki.Issuer with { Subject = AmdPkiOptions.Name("SEV-Naples") } });

    /// <summary>No CA.</summary>
    public static readonly Fault IssuerNotAuthority = Of(
        "issuer-not-ca",
        "the issuer is no CA",
        (pki, now) => pki with { Issuer = pki.Issuer with { IsAuthority = false, PathLength = null } });

    /// <summary>It may not sign certificates.</summary>
    public static readonly Fault IssuerWithoutCertSign = Of(
        "issuer-without-cert-sign",
        "the issuer may not sign certificates",
        (pki, now) => pki with { Issuer = pki.Issuer with { KeyUsage = X509KeyUsageFlags.DigitalSignature } });

    /// <summary>No RSA key.</summary>
    public static readonly Fault IssuerKey = Of(
        "issuer-key", "the issuer has a P-384 key", (pki, now) => pki with { Issuer = pki.Issuer with { Key = KeyKind.EcdsaP384 } });

    /// <summary>AMD's names, another key.</summary>
    public static readonly Fault RootUntrusted = Of(
        "root-untrusted",
        "everything hangs under a root of the same name and another key",
        (pki, now) => pki with { HasOtherRoot = true });

    /// <summary>The root is revoked.</summary>
    public static readonly Fault ArkRevoked = Of(
        "ark-revoked", "the ARK is revoked", (pki, now) => pki with { RevokesArk = true });

    /// <summary>The issuer is revoked.</summary>
    public static readonly Fault IssuerRevoked = Of(
        "issuer-revoked", "the issuer is revoked", (pki, now) => pki with { RevokesIssuer = true });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        CertChainMissing, CertChainReordered, CertChainThree, ArkExpired, ArkNotYetValid, ArkSignature, ArkCommonName,
        IssuerExpired, IssuerNotYetValid, IssuerSignature, IssuerCommonName, IssuerNotAuthority, IssuerWithoutCertSign, IssuerKey,
        RootUntrusted, ArkRevoked, IssuerRevoked,
    ];

    private static Fault Of(string name, string says, Func<AmdPkiOptions, DateTimeOffset, AmdPkiOptions> change) =>
        new(name, says, machine => machine with { Pki = change(machine.Pki, machine.Now) });
}
