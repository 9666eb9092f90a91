// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Attestation.Agent.Sentry.V1;
using Attestation.Agent.Tests.Sentry;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Bundles;
using Attestation.EndToEnd.Measuring;
using Attestation.EndToEnd.Processes;
using Attestation.Statements;

namespace Attestation.EndToEnd.Fronts;

/// <summary>A node with an agent whose front stands before a Sentry, and sidecars on it: small programs that carry a daprd's bytes.</summary>
internal sealed class SidecarNode : IAsyncDisposable
{
    private readonly AgentSite site;
    private readonly SentryDouble sentry;
    private readonly List<FrontPeer> sidecars = [];
    private AgentProcess agent = null!;

    private SidecarNode(string tee, SentryDouble sentry)
    {
        site = new() { Tee = tee };
        this.sentry = sentry;
    }

    public int Asked => sentry.Received;

    /// <summary>Starts everything; the trusted program may be <c>default/sre-agent</c>.</summary>
    public static async Task<SidecarNode> StartAsync(string tee)
    {
        SentryIssuer issuer = new(TimeProvider.System.GetUtcNow());
        SidecarNode node = new(tee, await SentryDouble.StartAsync(issuer));
        string anchors = Path.Combine(node.site.Folder, "ca.crt");
        await File.WriteAllTextAsync(anchors, issuer.Root.ExportCertificatePem() + "\n");
        node.site.Out = Path.Combine(node.site.Folder, "out");
        node.site.Configuration = Path.Combine(node.site.Folder, "agent.json");
        await File.WriteAllTextAsync(node.site.Configuration, Configuration(node.sentry.Address, anchors).ToJsonString());
        node.agent = await node.site.StartAsync();
        return node;
    }

    /// <summary>A program asks for the certificate of <c>default/sre-agent</c>, as daprd does.</summary>
    public async Task<X509Certificate2> FetchAsync(string program)
    {
        FrontPeer sidecar = new(site.SentrySocket, program, "relay");
        sidecars.Add(sidecar);
        using X509Certificate2 front = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(site.State, "sentry", "anchors.pem"));
        using DaprdClient daprd = new(_ => new(sidecar.Relay), front);
        SignCertificateResponse answer = await daprd.FetchAsync(Ask.Message());
        return X509Certificate2.CreateFromPem(answer.WorkloadCertificate.ToStringUtf8());
    }

    /// <summary>A bundle of the newest binding, whose Evidence was published before Sentry was asked.</summary>
    public async Task<byte[]> BundleAsync()
    {
        using AgentConnection connection = site.Connect();
        ulong size = (await connection.GetCheckpointAsync()).Size;
        for (ulong index = size; index-- > 0;)
        {
            GetProofResponse leaf = await connection.GetProofAsync(index, size);
            if (Statement.TryParse(leaf.Statement.Memory, out Statement? statement, out _) && statement.Type == PredicateTypes.SvidBinding)
            {
                return await connection.GetBundleAsync(new() { Indices = { index }, Endorsements = true, EventLogs = true, LogStart = true });
            }
        }

        throw new InvalidOperationException($"none of {size} leaves is a binding");
    }

    /// <summary><c>attest verify</c> of a bundle with a certificate, under a policy that lists one program.</summary>
    public (int Code, string Said) Verify(byte[] document, X509Certificate2 certificate, byte[] exe)
    {
        string bundle = Path.Combine(site.Folder, "bundle.json");
        string pem = Path.Combine(site.Folder, "svid.pem");
        string policy = Path.Combine(site.Folder, "policy.json");
        JsonNode strict = JsonNode.Parse(File.ReadAllText(Path.Combine(site.Out!, "policy.json")))!;
        strict["binding"] = new JsonObject { ["exes"] = new JsonArray(Convert.ToHexStringLower(exe)) };
        File.WriteAllText(policy, strict.ToJsonString());
        File.WriteAllBytes(bundle, document);
        File.WriteAllText(pem, certificate.ExportCertificatePem() + "\n");
        return AttestProgram.Run("verify", bundle, "--policy", policy, "--certificate", pem, "-v");
    }

    public async ValueTask DisposeAsync()
    {
        sidecars.ForEach(each => each.Dispose());
        agent.Dispose();
        await sentry.DisposeAsync();
        site.Dispose();
    }

    private static JsonObject Configuration(string address, string anchors) => new()
    {
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
