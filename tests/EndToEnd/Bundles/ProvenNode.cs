// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Bundles;

/// <summary>A running agent, two statements under two of its heads, and <c>attest verify</c> as its own process.</summary>
public sealed class ProvenNode : IAsyncLifetime
{
    private readonly AgentSite site = new();
    private AgentProcess? agent;
    private JsonNode? older;
    private JsonNode? newer;

    /// <summary>The bundle of the first statement, under the head that answered it.</summary>
    public JsonObject Older => (JsonObject)older!.DeepClone();

    /// <summary>The bundle of both statements, under a later head.</summary>
    public JsonObject Newer => (JsonObject)newer!.DeepClone();

    public async ValueTask InitializeAsync()
    {
        site.Out = Path.Combine(site.Folder, "out");
        agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        ulong first = await AppendAsync(connection, "first");
        older = await BundleAsync(connection, first);
        ulong second = await AppendAsync(connection, "second");
        newer = await BundleAsync(connection, first, second);
    }

    public ValueTask DisposeAsync()
    {
        agent?.Dispose();
        site.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Verifies a bundle under the policy that the agent wrote for its simulated machine.</summary>
    /// <returns>The exit code, and what was printed.</returns>
    public (int Code, string Said) Verify(JsonNode bundle, params string[] more)
    {
        string path = Write(bundle.ToJsonString());
        return AttestProgram.Run(["verify", path, "--policy", Path.Combine(site.Out!, "policy.json"), "-v", .. more]);
    }

    /// <summary>Writes a file of the test's own.</summary>
    public string Write(string text)
    {
        string path = Path.Combine(site.Folder, $"{Guid.NewGuid():n}.txt");
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<ulong> AppendAsync(AgentConnection connection, string text)
    {
        byte[] sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (await connection.AppendAsync(Appends.Of(sha256))).Index;
    }

    private static async Task<JsonNode> BundleAsync(AgentConnection connection, params ulong[] indices)
    {
        GetBundleRequest request = new() { Endorsements = true, EventLogs = true, LogStart = true };
        request.Indices.AddRange(indices);
        return JsonNode.Parse(await connection.GetBundleAsync(request))!;
    }
}
