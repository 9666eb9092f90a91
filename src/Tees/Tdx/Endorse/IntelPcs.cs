// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;
using Attestation.Wire;

namespace Attestation.Tdx.Endorse;

/// <summary>Names of Intel's Endorsements (CONTRACTS, section 6), the same in directories, bundles, caches and results.</summary>
public static class IntelPcs
{
    /// <summary>QE identity and its issuer chain.</summary>
    public const string QeIdentity = "intel/tdx/qe-identity";

    /// <summary>TCB signing certificate and root: the default issuer chain.</summary>
    public const string TcbSigningChain = "intel/tcb-signing-chain";

    /// <summary>CRL of the Platform CA.</summary>
    public const string PlatformCrl = "intel/pck-crl/platform";

    /// <summary>CRL of the Processor CA.</summary>
    public const string ProcessorCrl = "intel/pck-crl/processor";

    /// <summary>CRL of the root CA.</summary>
    public const string RootCrl = "intel/root-ca-crl";

    /// <summary>Suffix of signed documents.</summary>
    public const string Json = ".json";

    /// <summary>Suffix of certificate chains.</summary>
    public const string PemChain = ".pem";

    /// <summary>Suffix of the issuer chain that belongs to one document; beside a CRL it lets the CRL be judged without Evidence.</summary>
    public const string IssuerChain = EndorsementRequest.IssuerChainSuffix;

    /// <summary>Suffix of CRLs.</summary>
    public const string Crl = ".crl";

    private const string TcbInfoPrefix = "intel/tdx/tcb-info/";
    private const int FmspcBytes = 6;

    /// <summary>Name of the TCB info of a platform family.</summary>
    /// <param name="fmspc">6 bytes.</param>
    public static string TcbInfo(ReadOnlySpan<byte> fmspc) => TcbInfoPrefix + Hex.Of(fmspc);

    /// <summary>The suffixes that an Endorsement of this name may have, default first; empty for names that are not Intel's.</summary>
    public static ImmutableArray<string> Suffixes(string name) => name switch
    {
        QeIdentity => [Json, IssuerChain],
        TcbSigningChain => [PemChain],
        PlatformCrl or ProcessorCrl or RootCrl => [Crl, IssuerChain],
        _ when IsTcbInfo(name) => [Json, IssuerChain],
        _ => [],
    };

    private static bool IsTcbInfo(string name) =>
        name.StartsWith(TcbInfoPrefix, StringComparison.Ordinal)
        && Hex.TryRead(name.AsSpan(TcbInfoPrefix.Length), FmspcBytes, out byte[]? fmspc)
        && TcbInfo(fmspc) == name;
}
