// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>Writes a host's certificate table. AMD GHCB Specification, doc 56421, section 4.1.8.</summary>
internal static class CertificateTableWriter
{
    public static byte[] Write(ImmutableArray<(Guid Id, ReadOnlyMemory<byte> Bytes)> entries)
    {
        int end = (entries.Length + 1) * CertificateTableEntryLayout.Size;
        byte[] table = new byte[end + entries.Sum(each => each.Bytes.Length)];
        int at = 0;
        foreach ((Guid id, ReadOnlyMemory<byte> bytes) in entries)
        {
            byte[] entry = new byte[CertificateTableEntryLayout.Size];
            entry.Put(CertificateTableEntryLayout.Guid, id.ToByteArray(bigEndian: true));
            entry.Put(CertificateTableEntryLayout.Offset, (ulong)end);
            entry.Put(CertificateTableEntryLayout.Length, (ulong)bytes.Length);
            entry.CopyTo(table, at);
            bytes.Span.CopyTo(table.AsSpan(end));
            at += entry.Length;
            end += bytes.Length;
        }

        return table;
    }
}
