// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of the TCB signer's chain as a whole.</summary>
public static class SignerFault
{
    /// <summary>There is none.</summary>
    public static readonly Fault Missing = DocumentFault.Missing(PcsDocument.SigningChain);

    /// <summary>The root is missing.</summary>
    public static readonly Fault OneCertificate = Chain(
        "tcb-signing-chain-one", "the signer's chain has one certificate", [CertificateRole.TcbSigning]);

    /// <summary>One certificate too many.</summary>
    public static readonly Fault ThreeCertificates = Chain(
        "tcb-signing-chain-three",
        "the signer's chain has three certificates",
        [CertificateRole.TcbSigning, CertificateRole.Root, CertificateRole.Root]);

    /// <summary>Root first.</summary>
    public static readonly Fault Reordered = Chain(
        "tcb-signing-chain-reordered", "the signer's chain begins with the root", [CertificateRole.Root, CertificateRole.TcbSigning]);

    /// <summary>A root that the policy does not name.</summary>
    public static readonly Fault OtherRoot = new(
        "tcb-signing-root-untrusted",
        "the signer's chain ends in a root that the policy does not name",
        machine => machine with { Pki = machine.Pki with { SigningRoot = RootChoice.Other } });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } = [Missing, OneCertificate, ThreeCertificates, Reordered, OtherRoot];

    private static Fault Chain(string name, string says, ImmutableArray<CertificateRole> chain) =>
        new(name, says, machine => machine with { Pcs = machine.Pcs with { SigningChain = chain } });
}
