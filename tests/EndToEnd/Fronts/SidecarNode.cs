// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Attestation.Agent.Sentry.V1;
using Attestation.Agent.Tests.Containers;
using Attestation.Agent.Tests.Sentry;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Catalog;
using Attestation.Documents;
using Attestation.EndToEnd.Bundles;
using Attestation.EndToEnd.Measuring;
using Attestation.EndToEnd.Processes;
using Attestation.EndToEnd.Spire;
using Attestation.Statements;

namespace Attestation.EndToEnd.Fronts;

/// <summary>A node with an agent whose front stands before a Sentry, and sidecars on it: small programs that carry a daprd's bytes.</summary>
internal sealed class SidecarNode : IAsyncDisposable
{
    private readonly AgentSite site;
    private readonly SentryIssuer issuer;
    private readonly SentryDouble sentry;
    private readonly SignCertificateRequest asked = Ask.Message();
    private readonly List<FrontPeer> sidecars = [];

    private readonly MadeContainer? container;

    private SidecarNode(AgentSite site, SpireNode spire, SentryIssuer issuer, SentryDouble sentry, MadeContainer? container) =>
        (this.site, Spire, this.issuer, this.sentry, this.container) = (site, spire, issuer, sentry, container);

    /// <summary>The node's agent, with the plugins of its SPIRE agent.</summary>
    public SpireNode Spire { get; }

    public int Asked => sentry.Received;

    /// <summary>Starts everything; the trusted program may be <c>default/sre-agent</c>.</summary>
    /// <param name="tee">The machine's.</param>
    /// <param name="container">Where sidecars run; null for in none. The caller disposes it, last.</param>
    public static async Task<SidecarNode> StartAsync(string tee, MadeContainer? container = null)
    {
        SentryIssuer issuer = new(TimeProvider.System.GetUtcNow());
        SentryDouble sentry = await SentryDouble.StartAsync(issuer);
        AgentSite site = new() { Tee = tee };
        string anchors = Path.Combine(site.Folder, "ca.crt");
        await File.WriteAllTextAsync(anchors, issuer.Root.ExportCertificatePem() + "\n");
        site.Configuration = Path.Combine(site.Folder, "agent.json");
        await File.WriteAllTextAsync(site.Configuration, Configuration(sentry.Address, anchors, container).ToJsonString());
        return new(site, await SpireNode.StartAsync(site), issuer, sentry, container);
    }

    /// <summary>A program asks for the certificate of <c>default/sre-agent</c>, as daprd does.</summary>
    public async Task<X509Certificate2> FetchAsync(string program)
    {
        FrontPeer sidecar = container is null ? new(site.SentrySocket, program, "relay") : FrontPeer.InCgroup(container.Processes, site.SentrySocket, program, "relay");
        sidecars.Add(sidecar);
        using X509Certificate2 front = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(site.State, "sentry", "anchors.pem"));
        using DaprdClient daprd = new(_ => new(sidecar.Relay), front);
        return LeafOf(await daprd.FetchAsync(asked));
    }

    /// <summary>Another certificate of Sentry's over the same key.</summary>
    public X509Certificate2 Reissue(string app)
    {
        SignCertificateRequest again = asked.Clone();
        again.Id = app;
        return LeafOf(issuer.Issue(again));
    }

    /// <summary>A certificate of Sentry's with the same name, over a key that nobody bound.</summary>
    public X509Certificate2 IssueToStranger() => LeafOf(issuer.Issue(Ask.Message()));

    /// <summary>The log's start under the newest head.</summary>
    public async Task<ProofBundle> StartOfLogAsync()
    {
        using AgentConnection connection = site.Connect();
        return await BundleAsync(connection, []);
    }

    /// <summary>A sidecar's certificate, the bundle that its own user gets of the agent, and a policy that lists its program, and its image where it is in a container.</summary>
    public async Task<SidecarClaim> ClaimAsync(string program)
    {
        X509Certificate2 certificate = await FetchAsync(program);
        using AgentConnection connection = site.Connect();
        SidecarClaim claim = new()
        {
            Certificate = certificate,
            Bundle = await BundleAsync(connection, await LeavesAsync(connection, certificate)),
            Policy = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(site.Out!, "policy.json")))!.AsObject(),
        };
        claim = claim.Listing(AttackRig.TrustedDigest);
        return container is null ? claim : claim.Under(policy => policy["binding"]!["images"] = new JsonArray(CriDouble.Manifest));
    }

    /// <summary><c>attest verify</c>, which prints a tree, or what a flag says.</summary>
    public (int Code, string Said) Verify(SidecarClaim claim, params string[] flags)
    {
        string bundle = Write("bundle.json", ProofBundleWriter.Write(claim.Bundle));
        string policy = Write("policy.json", Encoding.UTF8.GetBytes(claim.Policy.ToJsonString()));
        string certificate = Write("svid.pem", Encoding.ASCII.GetBytes(claim.Certificate.ExportCertificatePem() + "\n"));
        return AttestProgram.Run(["verify", bundle, "--policy", policy, "--certificate", certificate, .. claim.Flags, .. flags]);
    }

    public async ValueTask DisposeAsync()
    {
        sidecars.ForEach(each => each.Dispose());
        await Spire.DisposeAsync();
        await sentry.DisposeAsync();
    }

    // The record follows its certificate: its head may come after the answer.
    private static async Task<ulong[]> LeavesAsync(AgentConnection connection, X509Certificate2 certificate)
    {
        await foreach (GetCheckpointResponse head in connection.WatchAsync())
        {
            for (ulong index = head.Size; index-- > 1;)
            {
                GetProofResponse leaf = await connection.GetProofAsync(index, head.Size);
                if (Statement.TryParse(leaf.Statement.Memory, out Statement? statement, out _) && IsRecordOf(certificate, statement))
                {
                    return [SvidIssued.Of(statement).BindingLeaf, index];
                }
            }
        }

        throw new InvalidOperationException("the run ended without the certificate's record");
    }

    private static bool IsRecordOf(X509Certificate2 certificate, Statement statement) =>
        statement.Type == PredicateTypes.SvidIssued && SvidIssued.Of(statement).Certificate.Span.SequenceEqual(SHA256.HashData(certificate.RawData));

    private static async Task<ProofBundle> BundleAsync(AgentConnection connection, ulong[] leaves)
    {
        byte[] document = await connection.GetBundleAsync(new() { Indices = { leaves }, Endorsements = true, EventLogs = true, LogStart = true });
        return new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(document, out ProofBundle? bundle, out Wire.Malformed? why) ? bundle : throw new InvalidOperationException(why.ToString());
    }

    private static X509Certificate2 LeafOf(SignCertificateResponse answer) => X509Certificate2.CreateFromPem(answer.WorkloadCertificate.ToStringUtf8());

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(site.Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static JsonObject Configuration(string address, string anchors, MadeContainer? container) => new()
    {
        ["measuring"] = container?.Measuring() ?? [],
        ["sentry"] = new JsonObject
        {
            ["upstream"] = new JsonObject { ["address"] = address, ["anchors"] = anchors },
            ["policy"] = new JsonArray(new JsonObject
            {
                ["app"] = "default/sre-agent",
                ["exes"] = new JsonArray(Convert.ToHexStringLower(AttackRig.TrustedDigest)),
            }),
        },
    };
}
