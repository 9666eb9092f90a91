// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>Intel's whole hierarchy: root, PCK authority, PCK leaf, TCB signer, and both revocation lists.</summary>
/// <remarks>Immutable and thread-safe once made; one can serve any number of quotes and documents.</remarks>
public sealed class SimulatedIntelPki
{
    private readonly SimulatedCertificate pckRoot;
    private readonly SimulatedCertificate signingRoot;

    /// <summary>Makes keys, certificates and lists.</summary>
    /// <param name="options">What they say.</param>
    /// <param name="platform">What the PCK's SGX extension says.</param>
    /// <param name="keys">Where keys come from.</param>
    public SimulatedIntelPki(IntelPkiOptions options, PlatformOptions platform, SimulatedKeys keys)
    {
        Options = options;
        SimulatedAuthority trusted = SimulatedAuthority.Root(options.Root, keys.Create(options.Root.Key, "intel/root"));
        SimulatedAuthority other = NeedsOther(options) ? OtherRoot(options, keys) : trusted;
        SimulatedAuthority Of(RootChoice choice) => choice == RootChoice.Trusted ? trusted : other;

        pckRoot = Of(options.PckRoot).Certificate;
        signingRoot = Of(options.SigningRoot).Certificate;
        SimulatedAuthority intermediate = Of(options.PckRoot).IssueAuthority(
            options.Intermediate, keys.Create(options.Intermediate.Key, "intel/pck-ca"));
        TrustedRoot = trusted.Certificate;
        Intermediate = intermediate.Certificate;
        Pck = intermediate.Issue(WithSgxExtension(options.Pck, platform, keys), keys.Create(options.Pck.Key, "intel/pck"));
        TcbSigning = Of(options.SigningRoot).Issue(options.TcbSigning, keys.Create(options.TcbSigning.Key, "intel/tcb-signing"));
        PckCrl = intermediate.Revoke(Revoking(options.PckCrl, (options.RevokesPck, Pck)));
        RootCaCrl = Of(options.CrlRoot).Revoke(Revoking(
            options.RootCaCrl, (options.RevokesIntermediate, Intermediate), (options.RevokesTcbSigning, TcbSigning)));
    }

    /// <summary>What the hierarchy was made from.</summary>
    public IntelPkiOptions Options { get; }

    /// <summary>The root that a policy is told to trust, whether or not the chains end in it.</summary>
    public SimulatedCertificate TrustedRoot { get; }

    /// <summary>Platform or Processor CA.</summary>
    public SimulatedCertificate Intermediate { get; }

    /// <summary>The PCK leaf.</summary>
    public SimulatedCertificate Pck { get; }

    /// <summary>The signer of TCB info and QE identity.</summary>
    public SimulatedCertificate TcbSigning { get; }

    /// <summary>The intermediate's revocation list in DER.</summary>
    public ReadOnlyMemory<byte> PckCrl { get; }

    /// <summary>The root's revocation list in DER.</summary>
    public ReadOnlyMemory<byte> RootCaCrl { get; }

    /// <summary>Certificates of the PCK chain as concatenated PEM.</summary>
    public string PckChain(ImmutableArray<CertificateRole> roles) => Pem(roles, pckRoot);

    /// <summary>Certificates of the TCB signer's chain as concatenated PEM.</summary>
    public string SigningChain(ImmutableArray<CertificateRole> roles) => Pem(roles, signingRoot);

    private string Pem(ImmutableArray<CertificateRole> roles, SimulatedCertificate root) => string.Concat(roles.Select(role => role switch
    {
        CertificateRole.Root => root,
        CertificateRole.Intermediate => Intermediate,
        CertificateRole.Pck => Pck,
        CertificateRole.TcbSigning => TcbSigning,
        _ => throw new ArgumentOutOfRangeException(nameof(roles), role, "want a certificate of the hierarchy"),
    }).Select(certificate => certificate.Pem));

    private static bool NeedsOther(IntelPkiOptions options) =>
        options.PckRoot == RootChoice.Other || options.SigningRoot == RootChoice.Other || options.CrlRoot == RootChoice.Other;

    private static SimulatedAuthority OtherRoot(IntelPkiOptions options, SimulatedKeys keys) =>
        SimulatedAuthority.Root(options.Root, keys.Create(options.Root.Key, "intel/other-root"));

    private static CertificateTemplate WithSgxExtension(CertificateTemplate pck, PlatformOptions platform, SimulatedKeys keys) =>
        platform.Form.Present ? pck with { Extensions = [.. pck.Extensions, SgxExtensionWriter.Write(platform, keys)] } : pck;

    private static RevocationTemplate Revoking(
        RevocationTemplate list, params ReadOnlySpan<(bool Revoked, SimulatedCertificate Certificate)> of)
    {
        foreach ((bool revoked, SimulatedCertificate certificate) in of)
        {
            list = revoked ? list with { Revoked = list.Revoked.Add(certificate.Serial) } : list;
        }

        return list;
    }
}
