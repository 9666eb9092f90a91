// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;
using Attestation.X509;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>A node whose log has a binding at leaf 1 and the record of its certificate at leaf 3, written and proven by the product's own code.</summary>
internal sealed record BoundNode(BindingMachine Machine)
{
    public const string Audience = "https://verifier.example";

    private static readonly SodiumSigner Signer = SodiumSigner.Known();

    public static byte[] Exe { get; } = Digest(0xda);

    public static byte[] Image { get; } = Digest(0x1a);

    public static byte[] Nonce { get; } = Digest(0x5e);

    /// <summary>The key that is bound.</summary>
    public PublicKey Key { get; init; } = Svid.Keys["P-256"];

    /// <summary>First of the statements' salts.</summary>
    public byte Salt { get; init; } = 1;

    /// <summary>Whom the certificate names.</summary>
    public string Id { get; init; } = Svid.Id;

    /// <summary>What the agent says otherwise in the binding.</summary>
    public Func<SvidBinding, SvidBinding> Binding { get; init; } = static honest => honest;

    /// <summary>What the agent says otherwise in the record; null makes none.</summary>
    public Func<SvidIssued, SvidIssued>? Record { get; init; } = static honest => honest;

    /// <summary>Bindings of the same key to other programs, behind everything else.</summary>
    public int Others { get; init; }

    /// <summary>What the silicon signs otherwise.</summary>
    public Func<byte[], byte[]> ReportData { get; init; } = static honest => honest;

    /// <summary>The certificate that was issued for the binding.</summary>
    public Certificate Certificate => Svid.Certificate(Key, Machine.Now, 1, Id);

    /// <summary>The bundle: every leaf under the newest head, with Evidence over it, and the certificate as its subject.</summary>
    public ProofBundle Bundle() => Bundle(Certificate);

    private ProofBundle Bundle(Certificate certificate)
    {
        ImmutableArray<byte[]> leaves =
        [
            Write(Start(), 0),
            Write(Binding(Honest(certificate)), 1),
            Write(new Heartbeat(Guid.Empty, 1, 1, new byte[32]), 2),
            .. Record is null ? ImmutableArray<byte[]>.Empty : [Write(Record(HonestRecord(certificate)), 3)],
            .. Enumerable.Range(0, Others).Select(i => Write(Honest(certificate) with { Exe = Digest((byte)i) }, 4 + i)),
        ];
        AppendedBatch batch = new LogWriter(new MemoryStorage()).Append([.. leaves.Select(each => (ReadOnlyMemory<byte>)each)]);
        Checkpoint head = new(Signer.Origin, batch.Size, batch.Root);
        byte[] note = SignedNote.Sign(head.ToBytes(), Signer.Origin.ToString(), Signer);
        return new()
        {
            Logs = [new(note, Signer.PublicKey, [Machine.Attest(ReportData(Attestation.ReportData.OfCheckpoint(Encoding.UTF8.GetBytes(head.Text))))])],
            Statements = [.. leaves.Select((each, i) => new BundledStatement(each, 0, TlogProof.Write(i, batch.Prove(i), note)))],
            Endorsements = [.. Machine.Endorsements.All],
            Certificates = [certificate],
        };
    }

    public static byte[] Digest(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static SvidBinding Honest(Certificate certificate) => new()
    {
        Spki = certificate.SpkiSha256,
        Exe = Exe,
        Image = Image,
        Purpose = SvidBinding.DaprPurpose,
        SpiffeId = Svid.Id,
        Namespace = "default",
        AppId = "sre-agent",
        Possession = "csr",
        Method = "front",
        Measured = "hash",
        KeyOrigin = "peer-generated",
        Process = new(new(4312, 51007, 1000, 1000), "/kubepods/pod1/c1", "/daprd", 104857600),
        Nonce = Nonce,
        Audience = Audience,
    };

    private static SvidIssued HonestRecord(Certificate certificate) =>
        new(certificate.Sha256.ToArray(), Svid.Id, 1, certificate.NotBefore, certificate.NotAfter);

    private LogStart Start() => new()
    {
        Origin = Signer.Origin.ToString(),
        RunId = SHA256.HashData(Signer.PublicKey.Span),
        LogKey = Signer.PublicKey,
        Agent = new(Digest(0xa1), "1.0"),
        Tees = [Machine.Tee],
        Simulated = true,
        BootId = Guid.Empty,
        EventLogs = [],
        Monotonic = 1,
    };

    private byte[] Write(IPredicate predicate, int leaf)
    {
        Assert.True(StatementWriter.TryWrite(predicate, [.. Enumerable.Repeat((byte)(Salt + leaf), 16)], Machine.Now, out Statement? statement, out Wire.Malformed? malformed), malformed?.ToString());
        return statement.Raw.ToArray();
    }
}
