// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.Machine.Simulator;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>AMD's key distribution service, and the host that passes its documents on.</summary>
/// <param name="machine">What is handed out.</param>
/// <param name="pki">The certificates.</param>
public sealed class SimulatedKds(SimulatedSnpOptions machine, SimulatedAmdPki pki)
{
    private const string Source = "simulator";

    /// <summary>All it has (CONTRACTS, section 6).</summary>
    /// <param name="report">The report whose leaf is asked for.</param>
    public Endorsements EndorsementsFor(ReadOnlyMemory<byte> report) => new(Enum.GetValues<KdsDocument>()
        .Where(document => !machine.Kds.Withheld.Contains(document))
        .Select(document => Endorse(document, report)));

    /// <summary>The host's certificate table; null where it gives none.</summary>
    public byte[]? Table()
    {
        if (machine.Kds.Table is not { } documents)
        {
            return null;
        }

        byte[] table = CertificateTableWriter.Write([.. documents.SelectMany(each => Entries(each))]);
        foreach (Patch tamper in machine.Kds.TableTampers)
        {
            tamper.ApplyTo(table);
        }

        return table;
    }

    private Endorsement Endorse(KdsDocument document, ReadOnlyMemory<byte> report)
    {
        SnpProduct product = machine.Product;
        (string name, string suffix, ReadOnlyMemory<byte> bytes) = document switch
        {
            KdsDocument.Leaf => (LeafName(report), AmdKds.Der, LeafDer()),
            KdsDocument.CertChain => (AmdKds.CertChain(product, machine.Kind), AmdKds.PemChain, Encoding.ASCII.GetBytes(Chain())),
            KdsDocument.Crl => (AmdKds.RevocationList(product, machine.Kind), AmdKds.Crl, pki.Crl),
            _ => throw new ArgumentOutOfRangeException(nameof(document), document, "want a document of the service"),
        };
        return new(name, suffix, bytes) { RetrievedAt = machine.Now, Source = Source };
    }

    private byte[] LeafDer()
    {
        byte[] leaf = pki.Leaf.Der.ToArray();
        foreach (Patch tamper in machine.Kds.LeafTampers)
        {
            tamper.ApplyTo(leaf);
        }

        return leaf;
    }

    // Under the name that a verifier of that report looks for, whatever the leaf says.
    private string LeafName(ReadOnlyMemory<byte> report)
    {
        if (machine.Kind == VekKind.Vlek)
        {
            return AmdKds.Vlek(machine.Product, SHA256.HashData(pki.Leaf.Der.Span));
        }

        bool read = AttestationReport.TryParse(report, allowReserved: true, out AttestationReport? parsed, out _);
        ReadOnlySpan<byte> chipId = read ? parsed!.ChipId : new byte[64];
        TcbGeneration generation = machine.Product.Generation;
        TcbVersion tcb = read ? parsed!.ReportedTcb(generation) : machine.Report.Committed.In(generation);
        return AmdKds.Vcek((read ? parsed!.Product : null) ?? machine.Product, chipId, tcb);
    }

    private string Chain() => string.Concat(machine.Kds.CertChain.Select(Of).Select(each => each.Pem));

    private SimulatedCertificate Of(AmdRole role) => role switch
    {
        AmdRole.Ark => pki.Ark,
        AmdRole.Issuer => pki.Issuer,
        AmdRole.Leaf => pki.Leaf,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "want a certificate of the chain"),
    };

    private ImmutableArray<(Guid Id, ReadOnlyMemory<byte> Bytes)> Entries(KdsDocument document) => document switch
    {
        KdsDocument.Leaf => [(machine.Kind == VekKind.Vlek ? CertificateTableIds.Vlek : CertificateTableIds.Vcek, pki.Leaf.Der)],
        KdsDocument.CertChain => [(CertificateTableIds.Ask, pki.Issuer.Der), (CertificateTableIds.Ark, pki.Ark.Der)],
        _ => [(CertificateTableIds.Crl, pki.Crl)],
    };
}
