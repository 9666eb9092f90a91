// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of the PCK chain as a whole; what is wrong in one certificate is a <see cref="CertificateFault"/>.</summary>
public static class PckChainFault
{
    /// <summary>The root is missing.</summary>
    public static readonly Fault TwoCertificates = Chain(
        "pck-chain-two", "the PCK chain has two certificates", [CertificateRole.Pck, CertificateRole.Intermediate]);

    /// <summary>One certificate too many.</summary>
    public static readonly Fault FourCertificates = Chain(
        "pck-chain-four",
        "the PCK chain has four certificates",
        [CertificateRole.Pck, CertificateRole.Intermediate, CertificateRole.Root, CertificateRole.Root]);

    /// <summary>No certificate.</summary>
    public static readonly Fault Empty = Chain("pck-chain-empty", "the PCK chain has no certificate", []);

    /// <summary>Root first.</summary>
    public static readonly Fault Reordered = Chain(
        "pck-chain-reordered",
        "the PCK chain begins with the root",
        [CertificateRole.Root, CertificateRole.Intermediate, CertificateRole.Pck]);

    /// <summary>Text behind the last certificate.</summary>
    public static readonly Fault Text = new(
        "pck-chain-text",
        "text follows the PCK chain",
        machine => machine with { Quote = machine.Quote with { ChainTail = "text"u8.ToArray() } });

    /// <summary>Two NULs behind the last certificate.</summary>
    public static readonly Fault TwoNuls = new(
        "pck-chain-two-nuls",
        "two NULs follow the PCK chain",
        machine => machine with { Quote = machine.Quote with { ChainTail = new byte[2] } });

    /// <summary>The whole hierarchy under a root that the policy does not name.</summary>
    public static readonly Fault RootUntrusted = Pki(
        "root-untrusted",
        "every chain ends in a root that the policy does not name",
        pki => pki with { PckRoot = RootChoice.Other, SigningRoot = RootChoice.Other, CrlRoot = RootChoice.Other });

    /// <summary>The PCK chain alone under such a root.</summary>
    public static readonly Fault PckRootUntrusted = Pki(
        "pck-root-untrusted", "the PCK chain ends in a root that the policy does not name", pki => pki with { PckRoot = RootChoice.Other });

    /// <summary>The leaf names another issuer than the intermediate.</summary>
    public static readonly Fault LeafIssuerName = Pki(
        "pck-issuer-name",
        "the PCK names another issuer",
        pki => pki with { Pck = pki.Pck with { IssuerName = IntelPkiOptions.Name("Intel SGX PCK Processor CA") } });

    /// <summary>The intermediate is no authority.</summary>
    public static readonly Fault IntermediateNotAuthority = Pki(
        "intermediate-not-ca",
        "the intermediate is not a CA",
        pki => pki with { Intermediate = pki.Intermediate with { IsAuthority = false, PathLength = null } });

    /// <summary>The intermediate may sign revocation lists only.</summary>
    public static readonly Fault IntermediateWithoutCertSign = Pki(
        "intermediate-without-cert-sign",
        "the intermediate's key may not sign certificates",
        pki => pki with { Intermediate = pki.Intermediate with { KeyUsage = X509KeyUsageFlags.CrlSign } });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        TwoCertificates, FourCertificates, Empty, Reordered, Text, TwoNuls, RootUntrusted, PckRootUntrusted, LeafIssuerName,
        IntermediateNotAuthority, IntermediateWithoutCertSign,
    ];

    private static Fault Chain(string name, string says, ImmutableArray<CertificateRole> chain) =>
        new(name, says, machine => machine with { Quote = machine.Quote with { Chain = chain } });

    private static Fault Pki(string name, string says, Func<IntelPkiOptions, IntelPkiOptions> change) =>
        new(name, says, machine => machine with { Pki = change(machine.Pki) });
}
