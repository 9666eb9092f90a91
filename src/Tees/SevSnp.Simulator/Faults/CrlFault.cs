// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Faults;

/// <summary>Faults of the revocation list.</summary>
public static class CrlFault
{
    /// <summary>There is none.</summary>
    public static readonly Fault Missing = new(
        "crl-missing",
        "there is no revocation list",
        machine => machine with { Kds = machine.Kds with { Withheld = machine.Kds.Withheld.Add(KdsDocument.Crl) } });

    /// <summary>Another issuer's name.</summary>
    public static readonly Fault Issuer = Of(
        "crl-issuer",
        "the revocation list names another issuer",
        (pki, now) => pki with { Crl = pki.Crl with { IssuerName = AmdPkiOptions.Name("ARK-Naples") } });

    /// <summary>Not the ARK's.</summary>
    public static readonly Fault ByIssuer = Of(
        "crl-by-issuer", "the revocation list is signed by ASK or ASVK", (pki, now) => pki with { CrlIssuer = AmdRole.Issuer });

    /// <summary>One bit of its signature.</summary>
    public static readonly Fault Signature = Of(
        "crl-signature",
        "the revocation list has a flipped bit in its signature",
        (pki, now) => pki with { Crl = pki.Crl with { SignedBy = SignedBy.RightKeyThenCorrupted } });

    /// <summary>Too old.</summary>
    public static readonly Fault Expired = Of(
        "crl-expired",
        "the revocation list expired one second ago",
        (pki, now) => pki with { Crl = pki.Crl with { NextUpdate = now.AddSeconds(-1) } });

    /// <summary>Not yet.</summary>
    public static readonly Fault FromTheFuture = Of(
        "crl-future",
        "the revocation list was issued in an hour from now",
        (pki, now) => pki with { Crl = pki.Crl with { ThisUpdate = now.AddHours(1) } });

    /// <summary>It never ends.</summary>
    public static readonly Fault WithoutNextUpdate = Of(
        "crl-without-next-update",
        "the revocation list has no nextUpdate",
        (pki, now) => pki with { Crl = pki.Crl with { NextUpdate = null } });

    /// <summary>It has no number.</summary>
    public static readonly Fault WithoutNumber = Of(
        "crl-without-number", "the revocation list has no CRLNumber", (pki, now) => pki with { Crl = pki.Crl with { Number = null } });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Missing, Issuer, ByIssuer, Signature, Expired, FromTheFuture, WithoutNextUpdate, WithoutNumber,
    ];

    private static Fault Of(string name, string says, Func<AmdPkiOptions, DateTimeOffset, AmdPkiOptions> change) =>
        new(name, says, machine => machine with { Pki = change(machine.Pki, machine.Now) });
}
