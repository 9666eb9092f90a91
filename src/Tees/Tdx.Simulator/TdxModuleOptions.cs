// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>The TDX module, at launch of the TD and now.</summary>
public sealed record TdxModuleOptions
{
    /// <summary>TEE_TCB_SVN, 16 bytes: module ISVSVN, module major version, late microcode SVN, others.</summary>
    public ReadOnlyMemory<byte> TeeTcbSvn { get; init; } = Svn(6, 1, 3);

    /// <summary>TEE_TCB_SVN_2, 16 bytes: that of the module loaded now; only TD reports of 1.5 say it.</summary>
    public ReadOnlyMemory<byte> TeeTcbSvn2 { get; init; } = Svn(6, 1, 3);

    /// <summary>MRSEAM, 48 bytes.</summary>
    public ReadOnlyMemory<byte> MrSeam { get; init; } = SimulatedTd.MeasurementOf("simulated tdx module");

    /// <summary>MRSIGNERSEAM, 48 bytes; zero for Intel's modules.</summary>
    public ReadOnlyMemory<byte> MrSignerSeam { get; init; } = new byte[48];

    /// <summary>SEAMATTRIBUTES.</summary>
    public ulong SeamAttributes { get; init; }

    /// <summary>A TEE_TCB_SVN whose other 13 bytes are zero.</summary>
    public static ReadOnlyMemory<byte> Svn(byte isvSvn, byte version, byte lateMicrocode)
    {
        byte[] svn = new byte[16];
        (svn[0], svn[1], svn[2]) = (isvSvn, version, lateMicrocode);
        return svn;
    }
}
