// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Bundles;
using Attestation.EndToEnd.Measuring;
using Attestation.EndToEnd.Processes;
using Attestation.Statements;

namespace Attestation.EndToEnd.Fronts;

/// <summary>One agent, a key, and programs on a disk that ask for it to be bound.</summary>
internal sealed class BoundAgent : IAsyncDisposable
{
    private readonly AgentSite site = new();
    private readonly string programs = Directory.CreateDirectory(Path.Combine(BuiltPrograms.Folder, Path.GetRandomFileName())).FullName;

    private BoundAgent()
    {
    }

    public AgentProcess Agent { get; private set; } = null!;

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Socket => site.BindSocket;

    public static async Task<BoundAgent> StartAsync()
    {
        BoundAgent made = new();
        made.site.Out = Path.Combine(made.site.Folder, "out");
        made.site.Settings["quotas.svid-binding.perSecond"] = "100000";
        made.Agent = await made.site.StartAsync();
        return made;
    }

    /// <summary>A copy of the trusted program, which a test may remove.</summary>
    public string Copy()
    {
        string path = Path.Combine(programs, Path.GetRandomFileName());
        AttackRig.Run("cp", BuiltPrograms.Trusted, path);
        return path;
    }

    /// <summary>The honest program, which speaks by itself.</summary>
    public FrontPeer Honest(string? program = null) => new(Socket, program ?? BuiltPrograms.Trusted, "relay");

    public async Task<SvidBinding> BindAsync(FrontPeer peer) => Read(await peer.Connection.BindAsync(Key, "x509-svid", "spiffe://example.org/cart"));

    public static SvidBinding Read(AppendResponse answer) =>
        SvidBinding.Of(Statement.TryParse(answer.Statement.Memory, out Statement? statement, out Wire.Malformed? why) ? statement : throw new InvalidOperationException(why.ToString()));

    /// <summary>Leaves of its log: the first, the policy's, and bindings.</summary>
    public async Task<ulong> SizeAsync()
    {
        using AgentConnection connection = site.Connect();
        return (await connection.GetCheckpointAsync()).Size;
    }

    /// <summary><c>attest verify</c> of a bundle with the key.</summary>
    public (int Code, string Said) Verify(byte[] document) => Verify(document, Convert.ToHexStringLower(SHA256.HashData(Key.ExportSubjectPublicKeyInfo())));

    /// <summary>The same with a key that is known by the digest of its SubjectPublicKeyInfo.</summary>
    public (int Code, string Said) Verify(byte[] document, string spki)
    {
        string bundle = Path.Combine(site.Folder, "bundle.json");
        File.WriteAllBytes(bundle, document);
        return AttestProgram.Run("verify", bundle, "--policy", Path.Combine(site.Out!, "policy.json"), "--spki", spki, "-v");
    }

    public ValueTask DisposeAsync()
    {
        Agent.Dispose();
        Key.Dispose();
        site.Dispose();
        Directory.Delete(programs, recursive: true);
        return ValueTask.CompletedTask;
    }
}
