// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Endorse;

/// <summary>What a leaf of the host's table says of itself, unverified: whether it is worth asking for another.</summary>
internal static class TabledLeaf
{
    /// <summary>Its extensions; null where it is absent or not a leaf.</summary>
    public static VekCertificate? Read(ReadOnlyMemory<byte>? der) =>
        der is { } bytes && Certificate.TryParse(bytes, out Certificate? leaf, out _) ? VekCertificate.Of(leaf, out _) : null;

    /// <summary>True where it says that it is of that chip at that TCB: hosts keep tables from before an update of firmware.</summary>
    public static bool IsOf(ReadOnlyMemory<byte>? der, ReadOnlySpan<byte> chipId, TcbVersion tcb) =>
        Read(der) is { HwId: { } hwId } vek
        && vek.Tcb == tcb
        && chipId[..hwId.Length].SequenceEqual(hwId.Span);
}
