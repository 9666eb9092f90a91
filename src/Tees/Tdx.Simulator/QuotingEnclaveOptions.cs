// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>The quoting enclave as its report describes it; defaults are those of Intel's TD_QE.</summary>
public sealed record QuotingEnclaveOptions
{
    /// <summary>MISCSELECT.</summary>
    public uint MiscSelect { get; init; }

    /// <summary>ATTRIBUTES, 16 bytes: INIT, MODE64BIT and PROVISION_KEY, then XFRM.</summary>
    public ReadOnlyMemory<byte> Attributes { get; init; } = Convert.FromHexString("1500000000000000e700000000000000");

    /// <summary>MRENCLAVE, 32 bytes.</summary>
    public ReadOnlyMemory<byte> MrEnclave { get; init; } = Convert.FromHexString(
        "51ad1e51ad1e51ad1e51ad1e51ad1e51ad1e51ad1e51ad1e51ad1e51ad1e51ad");

    /// <summary>MRSIGNER, 32 bytes.</summary>
    public ReadOnlyMemory<byte> MrSigner { get; init; } = Convert.FromHexString(
        "dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5");

    /// <summary>ISVPRODID.</summary>
    public ushort IsvProdId { get; init; } = 2;

    /// <summary>ISVSVN.</summary>
    public ushort IsvSvn { get; init; } = 4;

    /// <summary>Authentication data, up to 65535 bytes.</summary>
    public ReadOnlyMemory<byte> AuthenticationData { get; init; } = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();

    /// <summary>False puts another hash into REPORTDATA than that of attestation key and authentication data.</summary>
    public bool VouchesForKey { get; init; } = true;

    /// <summary>REPORTDATA behind the hash, 32 bytes.</summary>
    public ReadOnlyMemory<byte> ReportDataTail { get; init; } = new byte[32];

    /// <summary>False makes an attestation key that is no point of the curve; the report vouches for it all the same.</summary>
    public bool KeyIsOnCurve { get; init; } = true;

    /// <summary>Who signs the report.</summary>
    public SignedBy SignedBy { get; init; }
}
