// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Formats.Asn1;

namespace Attestation.Spiffe;

/// <summary>Certificates that stand one behind the other without anything between.</summary>
internal static class DerCertificates
{
    private const int MaxCertificates = 256;

    /// <summary>Splits them; their insides are not read.</summary>
    /// <param name="bytes">DER.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="WorkloadApiException">There is none, there are too many, or there is something else.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes, string what)
    {
        ImmutableArray<ReadOnlyMemory<byte>>.Builder certificates = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (!bytes.IsEmpty && certificates.Count < MaxCertificates)
        {
            int length = LengthOf(bytes.Span, what);
            certificates.Add(bytes[..length]);
            bytes = bytes[length..];
        }

        return certificates.Count > 0 && bytes.IsEmpty
            ? certificates.ToImmutable()
            : throw new WorkloadApiException($"{what} of {certificates.Count} certificates and {bytes.Length} bytes, want 1 to {MaxCertificates} and none");
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes, string what)
    {
        if (AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.DER, out Asn1Tag tag, out _, out _, out int consumed) && tag == Asn1Tag.Sequence)
        {
            return consumed;
        }

        throw new WorkloadApiException($"{what} has bytes that are no DER sequence");
    }
}
