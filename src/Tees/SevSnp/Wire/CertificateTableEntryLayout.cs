// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>Entry of the certificate table. AMD GHCB Specification, doc 56421, section 4.1.8. 24 bytes.</summary>
internal static class CertificateTableEntryLayout
{
    /// <summary>In RFC 4122 text order.</summary>
    public static readonly Field Guid = new(nameof(Guid), 0, 16);

    /// <summary>From the start of the table.</summary>
    public static readonly Field Offset = new(nameof(Offset), 16, 4);

    public static readonly Field Length = new(nameof(Length), 20, 4);

    public static readonly ImmutableArray<Field> All = [Guid, Offset, Length];

    public static readonly int Size = Length.End;
}
