// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Spiffe.WorkloadApi;

namespace Attestation.Spiffe;

/// <summary>Reads answers of the Workload API; what lacks a part is refused as a whole (SPIFFE Workload API, section 5.2.1).</summary>
internal static class X509UpdateReader
{
    private const string Scheme = "spiffe://";

    /// <exception cref="WorkloadApiException">A part is missing or malformed.</exception>
    public static X509Update Read(X509SVIDResponse response) => response.Svids.Count > 0
        ? new(
            [.. response.Svids.Select(SvidOf)],
            response.FederatedBundles.ToImmutableDictionary(pair => pair.Key, pair => DerCertificates.Split(pair.Value.Memory, $"bundle of {pair.Key}"), StringComparer.Ordinal))
        : throw new WorkloadApiException("0 SVIDs, want at least 1");

    private static X509Svid SvidOf(X509SVID svid)
    {
        if (!svid.SpiffeId.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new WorkloadApiException($"id \"{svid.SpiffeId}\", want one that begins with {Scheme}");
        }

        return svid.X509SvidKey.IsEmpty
            ? throw new WorkloadApiException($"{svid.SpiffeId} without its key")
            : new(
                svid.SpiffeId,
                DerCertificates.Split(svid.X509Svid.Memory, $"chain of {svid.SpiffeId}"),
                svid.X509SvidKey.ToByteArray(),
                DerCertificates.Split(svid.Bundle.Memory, $"bundle of {svid.SpiffeId}"),
                svid.Hint);
    }
}
