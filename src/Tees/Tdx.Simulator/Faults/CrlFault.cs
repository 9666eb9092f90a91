// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of revocation lists, and revocations.</summary>
public static class CrlFault
{
    /// <summary>The PCK is revoked.</summary>
    public static readonly Fault PckRevoked = Pki("pck-revoked", "the PCK is revoked", pki => pki with { RevokesPck = true });

    /// <summary>The intermediate is revoked.</summary>
    public static readonly Fault IntermediateRevoked = Pki(
        "intermediate-revoked", "the intermediate is revoked", pki => pki with { RevokesIntermediate = true });

    /// <summary>The signer of the documents is revoked.</summary>
    public static readonly Fault TcbSigningRevoked = Pki(
        "tcb-signing-revoked", "the TCB signing certificate is revoked", pki => pki with { RevokesTcbSigning = true });

    /// <summary>Each list under the other's name.</summary>
    public static readonly Fault Swapped = new(
        "crl-swapped",
        "each revocation list lies under the other's name",
        machine => machine with { Pcs = machine.Pcs with { HasSwappedCrls = true } });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        PckRevoked, IntermediateRevoked, TcbSigningRevoked, Swapped, .. FaultsOf(PcsDocument.PckCrl), .. FaultsOf(PcsDocument.RootCaCrl),
    ];

    /// <summary>There is none.</summary>
    /// <param name="list"><see cref="PcsDocument.PckCrl"/> or <see cref="PcsDocument.RootCaCrl"/>, here and below.</param>
    public static Fault Missing(PcsDocument list) => DocumentFault.Missing(list);

    /// <summary>It names another issuer, although the right key signed it.</summary>
    public static Fault Issuer(PcsDocument list) => Of(
        list,
        "issuer",
        "names another issuer",
        (template, _) => template with { IssuerName = IntelPkiOptions.Name("Intel SGX PCK Processor CA") });

    /// <summary>One bit of its signature is flipped.</summary>
    public static Fault Signature(PcsDocument list) => Of(
        list,
        "signature",
        "has a flipped bit in its signature",
        (template, _) => template with { SignedBy = SignedBy.RightKeyThenCorrupted });

    /// <summary>Another key signed it.</summary>
    public static Fault SignatureByStranger(PcsDocument list) => Of(
        list, "signature-stranger", "is signed by another key", (template, _) => template with { SignedBy = SignedBy.Stranger });

    /// <summary>The next one was due one second ago.</summary>
    public static Fault Expired(PcsDocument list) => Of(
        list, "expired", "expired one second ago", (template, now) => template with { NextUpdate = now.AddSeconds(-1) });

    /// <summary>It was issued in an hour from now.</summary>
    public static Fault FromTheFuture(PcsDocument list) => Of(
        list, "future", "was issued in an hour from now", (template, now) => template with { ThisUpdate = now.AddHours(1) });

    /// <summary>It never ends.</summary>
    public static Fault WithoutNextUpdate(PcsDocument list) => Of(
        list, "without-next-update", "has no nextUpdate", (template, _) => template with { NextUpdate = null });

    /// <summary>It has no number.</summary>
    public static Fault WithoutNumber(PcsDocument list) => Of(
        list, "without-number", "has no CRLNumber", (template, _) => template with { Number = null });

    /// <summary>It does not identify its issuer's key.</summary>
    public static Fault WithoutAuthorityKeyIdentifier(PcsDocument list) => Of(
        list, "without-aki", "has no authority key identifier", (template, _) => template with { HasAuthorityKeyIdentifier = false });

    private static IEnumerable<Fault> FaultsOf(PcsDocument list) =>
    [
        Missing(list), Issuer(list), Signature(list), SignatureByStranger(list), Expired(list), FromTheFuture(list),
        WithoutNextUpdate(list), WithoutNumber(list), WithoutAuthorityKeyIdentifier(list),
    ];

    private static Fault Of(
        PcsDocument list, string name, string says, Func<RevocationTemplate, DateTimeOffset, RevocationTemplate> change) => new(
        $"{DocumentFault.NameOf(list)}-{name}",
        $"the revocation list {DocumentFault.NameOf(list)} {says}",
        machine => machine with
        {
            Pki = list == PcsDocument.PckCrl
                ? machine.Pki with { PckCrl = change(machine.Pki.PckCrl, machine.Now) }
                : machine.Pki with { RootCaCrl = change(machine.Pki.RootCaCrl, machine.Now) },
        });

    private static Fault Pki(string name, string says, Func<IntelPkiOptions, IntelPkiOptions> change) =>
        new(name, says, machine => machine with { Pki = change(machine.Pki) });
}
