// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>AMD's hierarchy for one chip, or one provider: ARK, ASK or ASVK, VCEK or VLEK, and the ARK's revocation list.</summary>
/// <remarks>Immutable and thread-safe once made.</remarks>
public sealed class SimulatedAmdPki
{
    /// <summary>Makes certificates and list.</summary>
    /// <param name="machine">What they say.</param>
    /// <param name="chipId">CHIP_ID of the processor, 64 bytes.</param>
    /// <param name="keys">AMD's keys.</param>
    public SimulatedAmdPki(SimulatedSnpOptions machine, ReadOnlySpan<byte> chipId, SimulatedAmdKeys keys)
    {
        AmdPkiOptions options = machine.Pki;
        TrustedRoot = SimulatedAuthority.Root(options.Ark, keys.Of(AmdRole.Ark, options.Ark.Key)).Certificate;
        SimulatedAuthority ark = options.HasOtherRoot
            ? SimulatedAuthority.Root(options.Ark, keys.Of(AmdRole.Sibling, options.Ark.Key))
            : new(TrustedRoot);
        SimulatedAuthority issuer = ark.IssueAuthority(options.Issuer, keys.Of(AmdRole.Issuer, options.Issuer.Key));
        Ark = ark.Certificate;
        Issuer = issuer.Certificate;
        CertificateTemplate leaf = options.Leaf with { Extensions = [.. options.Leaf.Extensions, .. VekExtensionWriter.Write(machine, chipId)] };
        Leaf = Authority(options.LeafIssuer, machine, ark, issuer, keys).Issue(leaf, new SimulatedKeys(machine.Seed).Create(leaf.Key, "amd/vek"));
        Crl = Authority(options.CrlIssuer, machine, ark, issuer, keys).Revoke(options.Crl with
        {
            Revoked =
            [
                .. options.Crl.Revoked,
                .. options.RevokesArk ? [Trim(Ark)] : Array.Empty<ReadOnlyMemory<byte>>(),
                .. options.RevokesIssuer ? [Trim(Issuer)] : Array.Empty<ReadOnlyMemory<byte>>(),
            ],
        });
    }

    /// <summary>The root that a policy is told to trust, whether or not the chain ends in it.</summary>
    public SimulatedCertificate TrustedRoot { get; }

    /// <summary>ARK.</summary>
    public SimulatedCertificate Ark { get; }

    /// <summary>ASK or ASVK.</summary>
    public SimulatedCertificate Issuer { get; }

    /// <summary>VCEK or VLEK.</summary>
    public SimulatedCertificate Leaf { get; }

    /// <summary>The revocation list in DER.</summary>
    public ReadOnlyMemory<byte> Crl { get; }

    private static SimulatedAuthority Authority(
        AmdRole role, SimulatedSnpOptions machine, SimulatedAuthority ark, SimulatedAuthority issuer, SimulatedAmdKeys keys) => role switch
        {
            AmdRole.Ark => ark,
            AmdRole.Issuer => issuer,
            AmdRole.Sibling => ark.IssueAuthority(SiblingOf(machine), keys.Of(AmdRole.Sibling, KeyKind.RsaPss4096)),
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "want a certification authority"),
        };

    private static CertificateTemplate SiblingOf(SimulatedSnpOptions machine) =>
        AmdPkiOptions.At(machine.Now, machine.Product, machine.Kind == VekKind.Vlek ? VekKind.Vcek : VekKind.Vlek).Issuer;

    private static ReadOnlyMemory<byte> Trim(SimulatedCertificate certificate) => certificate.Serial.ToArray().SkipWhile(each => each == 0).ToArray();
}
