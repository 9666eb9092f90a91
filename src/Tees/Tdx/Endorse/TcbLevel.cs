// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Endorse;

/// <summary>One TCB level of the platform. Intel PCS API v4, TCB info v3, <c>tcbLevels[]</c>.</summary>
/// <param name="SgxComponents">16 SVNs, <c>sgxtcbcomponents</c>.</param>
/// <param name="PceSvn">SVN of the provisioning certification enclave.</param>
/// <param name="TdxComponents">16 SVNs, <c>tdxtcbcomponents</c>.</param>
/// <param name="Status">Its status.</param>
/// <param name="Date">Its <c>tcbDate</c>.</param>
/// <param name="Advisories">Its <c>advisoryIDs</c>; opaque.</param>
public sealed record TcbLevel(
    ReadOnlyMemory<byte> SgxComponents,
    int PceSvn,
    ReadOnlyMemory<byte> TdxComponents,
    TcbStatus Status,
    DateTimeOffset Date,
    ImmutableArray<string> Advisories)
{
    /// <summary>Orders highest first: SGX components, then PCESVN, then TDX components.</summary>
    public static int HighestFirst(TcbLevel left, TcbLevel right)
    {
        int sgx = right.SgxComponents.Span.SequenceCompareTo(left.SgxComponents.Span);
        int pce = right.PceSvn.CompareTo(left.PceSvn);
        return sgx != 0 ? sgx : pce != 0 ? pce : right.TdxComponents.Span.SequenceCompareTo(left.TdxComponents.Span);
    }
}
