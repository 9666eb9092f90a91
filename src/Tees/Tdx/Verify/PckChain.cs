// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Step 2: the PCK certificate comes from an accepted root. Witness that the chain is authentic; dates and revocation are judged at each use.</summary>
internal sealed class PckChain
{
    private const int Certificates = 3;

    private PckChain(ImmutableArray<Certificate> chain, ImmutableArray<VerificationKey> keys, SgxExtension sgx, TrustedRoot root)
    {
        IsOfProcessorCa = chain[1].Subject.CommonName == IntelProfile.ProcessorCa;
        Leaf = chain[0];
        Intermediate = chain[1];
        Root = chain[2];
        LeafKey = keys[0];
        IntermediateKey = keys[1];
        RootKey = keys[2];
        Sgx = sgx;
        TrustedRoot = root;
    }

    /// <summary>True under the Processor CA, false under the Platform CA; each has its CRL.</summary>
    public bool IsOfProcessorCa { get; }

    public Certificate Leaf { get; }

    public Certificate Intermediate { get; }

    public Certificate Root { get; }

    public VerificationKey LeafKey { get; }

    public VerificationKey IntermediateKey { get; }

    public VerificationKey RootKey { get; }

    public SgxExtension Sgx { get; }

    /// <summary>Which accepted root the chain ends in.</summary>
    public TrustedRoot TrustedRoot { get; }

    public static Step<PckChain> Verify(Quote quote, RootSet roots, VerifiedCache cache)
    {
        if (!cache.Keeps)
        {
            return VerifyAnew(quote.CertificationBytes, roots);
        }

        Span<byte> received = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(quote.CertificationBytes.Span, received);
        return cache.Get(
            new VerifiedKey("tdx/pck-chain", received, roots.Sha256),
            (quote.CertificationBytes, roots),
            static input => VerifyAnew(input.CertificationBytes, input.roots));
    }

    /// <summary>Dates of the chain, at this use.</summary>
    public Check Validity(DateTimeOffset now) => CertificateDates.Check(TdxRules.PckValidity, [Leaf, Intermediate, Root], now);

    private static Step<PckChain> VerifyAnew(ReadOnlyMemory<byte> pem, RootSet roots)
    {
        if (!TryRead(pem, out ImmutableArray<Certificate> chain, out Malformed? malformed))
        {
            return new([Check.Broken(TdxRules.PckPem, malformed!)], null);
        }

        Check pemCheck = Check.Pass(TdxRules.PckPem);
        if (Profile(chain) is { } wrong)
        {
            return new([pemCheck, Check.Fail(TdxRules.PckProfile, wrong)], null);
        }

        Check profile = Check.Pass(TdxRules.PckProfile, chain[1].Subject.CommonName?[IntelProfile.PckPrefix.Length..]);
        if (Path(chain, roots, out ImmutableArray<VerificationKey> keys) is { } broken)
        {
            return new([pemCheck, profile, Check.Fail(TdxRules.PckSignatures, broken)], null);
        }

        Check signatures = Check.Pass(TdxRules.PckSignatures);
        TrustedRoot? root = roots.Find(chain[2]);
        Check rootCheck = roots.Check(TdxRules.PckRoot, chain[2], root);
        SgxExtension? sgx = ReadSgx(chain[0], out Check sgxCheck);
        return new(
            [pemCheck, profile, signatures, rootCheck, sgxCheck],
            root is null || sgx is null ? null : new PckChain(chain, keys, sgx, root));
    }

    private static bool TryRead(ReadOnlyMemory<byte> pem, out ImmutableArray<Certificate> chain, out Malformed? malformed)
    {
        chain = [];
        if (!Pem.TryReadCertificates(pem, Certificates, out ImmutableArray<ReadOnlyMemory<byte>> ders, out malformed))
        {
            return false;
        }

        if (ders.Length != Certificates)
        {
            malformed = new("PCK chain", "PEM", $"holds {ders.Length} certificates, want {Certificates}");
            return false;
        }

        return CertificateList.TryParse(ders, out chain, out malformed);
    }

    private static string? Profile(ImmutableArray<Certificate> chain) =>
        IntelProfile.Leaf(chain[0], IntelProfile.PckLeaf)
        ?? IntelProfile.Authority(chain[1], IntelProfile.PckIssuers)
        ?? IntelProfile.Authority(chain[2], [IntelProfile.RootCa]);

    private static string? Path(ImmutableArray<Certificate> chain, RootSet roots, out ImmutableArray<VerificationKey> keys)
    {
        keys = [];
        if (RootKeys.Import(chain[0], out VerificationKey? leaf) is { } badLeaf)
        {
            return badLeaf;
        }

        if (RootKeys.Import(chain[1], out VerificationKey? intermediate) is { } badIntermediate)
        {
            return badIntermediate;
        }

        if (roots.Key(chain[2], out VerificationKey? root) is { } badRoot)
        {
            return badRoot;
        }

        keys = [leaf!, intermediate!, root!];
        return IntelProfile.Issued(chain[2], chain[2], root!, intermediatesBelow: 1)
            ?? IntelProfile.Issued(chain[1], chain[2], root!, intermediatesBelow: 1)
            ?? IntelProfile.Issued(chain[0], chain[1], intermediate!, intermediatesBelow: 0);
    }

    private static SgxExtension? ReadSgx(Certificate leaf, out Check check)
    {
        SgxExtension? sgx = SgxExtension.Of(leaf, out Malformed? malformed);
        check = sgx is null
            ? Check.Broken(TdxRules.PckSgxExtension, malformed!)
            : Check.Pass(TdxRules.PckSgxExtension, $"FMSPC {Hex.Of(sgx.Fmspc.Span)}");
        return sgx;
    }
}
