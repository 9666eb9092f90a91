// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.Tdx.Simulator;
using Attestation.TransparencyLog;
using Attestation.TransparencyLog.Tests;

namespace Attestation.Catalog.Tests.Bundles;

/// <summary>A node made of memory: a simulated TDX machine, a log of one run, and the bundle that its agent would hand out.</summary>
internal sealed class Node
{
    public const string Audience = "example.org";

    private static readonly SimulatedIntelPki Pki = SimulatedTdxMachine.Create(Options()).Pki;
    private static readonly ECDsa NodeKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly SodiumSigner Signer = SodiumSigner.Known();

    private readonly SimulatedTdxMachine machine = SimulatedTdxMachine.Create(Options(), Pki);
    private readonly LogWriter log = new(new MemoryStorage());
    private readonly List<(long Leaf, ReadOnlyMemory<byte> Bytes)> leaves = [];
    private AppendedBatch last;

    public Node(BundleScript? script = null)
    {
        Script = script ?? new();
        Append([Start(Signer), NodeStatement(), UserData(3), Heartbeat(Now.AddMinutes(-10))], out last);
    }

    public static DateTimeOffset Now => SimulatedTdxOptions.DefaultNow;

    public static byte[] Nonce { get; } = [.. Enumerable.Repeat((byte)0x5e, 32)];

    public static Origin Origin => Signer.Origin;

    public static byte[] Agent { get; } = [.. Enumerable.Repeat((byte)0xa1, 32)];

    public static byte[] Caller { get; } = [.. Enumerable.Repeat((byte)0xc1, 32)];

    public BundleScript Script { get; }

    public SimulatedTdxMachine Machine => machine;

    /// <summary>The head as it is now.</summary>
    public Checkpoint Head => new(Origin, last.Size, last.Root);

    /// <summary>The bundle of all leaves under the head as it is now.</summary>
    public ProofBundle Bundle()
    {
        string text = Script.Text(Head.Text);
        byte[] note = SignedNote.Sign(Encoding.UTF8.GetBytes(text), text.Split('\n')[0], Signer);
        Evidence evidence = Evidence(Script.ReportData ?? ReportData.OfCheckpoint(Encoding.UTF8.GetBytes(text)));
        return new()
        {
            Logs = [new(note, Signer.PublicKey, [evidence])],
            Statements = [.. leaves.Select(each => new BundledStatement(each.Bytes, 0, TlogProof.Write(each.Leaf, last.Prove(each.Leaf), note)))],
            Endorsements = [.. machine.Endorsements.All],
        };
    }

    /// <summary>The statement of a leaf, with another predicate's fields changed as text.</summary>
    public static byte[] Changed(byte[] statement, string old, string changed) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(statement).Replace(old, changed, StringComparison.Ordinal));

    /// <summary>A log whose leaves are these.</summary>
    public static Node Of(params ImmutableArray<byte[]> statements)
    {
        Node node = new(new BundleScript());
        node.Replace(statements);
        return node;
    }

    public static byte[] Start() => Start(Signer);

    public static byte[] Heartbeat(DateTimeOffset at) => Write(new Heartbeat(Guid.Empty, 1, 1, new byte[32]), 0x04, at);

    public static byte[] UserData(byte salt) => Write(
        new UserData([Subject.OfSha256(Subject.Data, new byte[32])], new(1, 2, 3, 4)) { Nonce = new byte[32], Audience = "https://verifier.example" }, salt, Now);

    public static byte[] NodeStatement()
    {
        byte[] spki = NodeKey.ExportSubjectPublicKeyInfo();
        NodeStatement node = new()
        {
            TrustDomain = Audience,
            ServerNonce = Nonce,
            AgentNonce = new byte[32],
            Tees = ["tdx"],
            Agent = new(Agent, "1.0"),
            Caller = new(new(1, 2, 3, 4), Caller, 5, 6, Caller),
            Instance = new("run", Convert.FromHexString(Origin.RunId.Value)),
            Possession = new(SHA256.HashData(spki), spki, "ecdsa-sha256", new byte[1]),
            BootId = Guid.Empty,
            EventLogs = [],
        };
        byte[] signature = NodeKey.SignData(PossessionMatch.SignedBytes(node), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Write(node with { Possession = node.Possession with { Signature = signature } }, 0x02, Now);
    }

    private void Replace(ImmutableArray<byte[]> statements)
    {
        LogWriter other = new(new MemoryStorage());
        leaves.Clear();
        last = other.Append([.. statements.Select(each => (ReadOnlyMemory<byte>)each)]);
        leaves.AddRange(statements.Select((each, i) => ((long)i, (ReadOnlyMemory<byte>)each)));
    }

    private void Append(ImmutableArray<byte[]> statements, out AppendedBatch batch)
    {
        batch = log.Append([.. statements.Select(each => (ReadOnlyMemory<byte>)each)]);
        leaves.AddRange(statements.Select((each, i) => ((long)i, (ReadOnlyMemory<byte>)each)));
    }

    private Evidence Evidence(byte[] reportData)
    {
        if (!Script.IsAnchored)
        {
            return machine.Attest(reportData);
        }

        AnchorLog anchor = AnchorLog.Empty;
        byte[][] starts = [.. Others(0, Script.EarlierRuns), leaves[0].Bytes.ToArray(), .. Others(100, Script.LaterRuns)];
        SimulatedTdxMachine anchored = SimulatedTdxMachine.Create(Options(), Pki);
        foreach (byte[] start in starts)
        {
            byte[] digest = SHA384.HashData(start);
            anchored.Td.Extend(3, digest);
            anchor = anchor.With(digest, start);
        }

        if (Script.HasForeignExtension)
        {
            anchored.Td.Extend(3, new byte[48]);
        }

        Evidence evidence = anchored.Attest(reportData);
        return evidence with { Parts = [.. evidence.Parts, new("anchor-log", anchor.Raw)] };
    }

    private static IEnumerable<byte[]> Others(int from, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using SodiumSigner other = new([.. Enumerable.Repeat((byte)(from + i), 32)]);
            yield return Start(other);
        }
    }

    private static byte[] Start(SodiumSigner signer) => Write(
        new LogStart
        {
            Origin = signer.Origin.ToString(),
            RunId = Convert.FromHexString(signer.Origin.RunId.Value),
            LogKey = signer.PublicKey,
            Agent = new(Agent, "1.0"),
            Tees = ["tdx"],
            Simulated = true,
            BootId = Guid.Empty,
            EventLogs = [],
            Monotonic = 1,
        },
        0x01,
        Now.AddHours(-1));

    private static byte[] Write(IPredicate predicate, byte salt, DateTimeOffset at)
    {
        Assert.True(StatementWriter.TryWrite(predicate, [.. Enumerable.Repeat(salt, 16)], at, out Statement? statement, out Wire.Malformed? malformed), malformed?.ToString());
        return statement.Raw.ToArray();
    }

    private static SimulatedTdxOptions Options() => SimulatedTdxOptions.At(Now) with { Seed = "bundles" };
}
