// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Attestation.Machine.Simulator;

/// <summary>Signs with RSASSA-PSS, and writes the AlgorithmIdentifier as AMD does: .NET leaves the NULL of the hashes out.</summary>
internal sealed class PssSignatureGenerator(RSA key) : X509SignatureGenerator
{
    // RFC 4055, section 3.1: SHA-384, MGF1 with SHA-384, salt of 48 bytes, the default trailer left out.
    private const string Identifier =
        "304106092a864886f70d01010a3034a00f300d06096086480165030402020500"
        + "a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130";

    private readonly X509SignatureGenerator inner = CreateForRSA(key, RSASignaturePadding.Pss);

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => hashAlgorithm == HashAlgorithmName.SHA384
        ? Convert.FromHexString(Identifier)
        : throw new ArgumentOutOfRangeException(nameof(hashAlgorithm), hashAlgorithm, "want SHA-384");

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => inner.SignData(data, hashAlgorithm);

    protected override PublicKey BuildPublicKey() => inner.PublicKey;
}
