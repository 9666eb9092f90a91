// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Catalog;
using Attestation.Configuration;
using Attestation.Documents;
using Attestation.EndToEnd.Processes;
using Attestation.SpirePlugin.Tests.ScriptedHost;

namespace Attestation.EndToEnd.Spire;

/// <summary>The directories of a SPIRE server's two plugins, and the attestor's options for the machines of some nodes.</summary>
internal sealed class ServerSite : IDisposable
{
    private readonly Scratch scratch = new();

    public string StateDirectory => scratch.In("state");

    public string Temporary => scratch.Path;

    /// <summary>The attestor's options: JSON is what SPIRE's own tests write.</summary>
    public JsonObject Options(Action<JsonObject, JsonObject>? change, params AgentSite[] nodes)
    {
        JsonObject policy = Policy(nodes[0]);
        foreach (AgentSite each in nodes)
        {
            SaveEndorsements(each);
        }

        JsonObject options = new()
        {
            ["state_dir"] = StateDirectory,
            ["accept_simulated_unsafe"] = true,
            ["endorsement_dirs"] = new JsonArray([.. nodes.Select(each => (JsonNode)EndorsementsOf(each))]),
            ["policy"] = new JsonObject { ["p"] = policy },
        };
        change?.Invoke(options, policy);
        return options;
    }

    public void Dispose() => scratch.Dispose();

    private static JsonObject Policy(AgentSite node)
    {
        JsonObject policy = Snake(JsonNode.Parse(File.ReadAllText(Path.Combine(node.Out!, "policy.json")))!).AsObject();
        policy.Remove("media_type");
        policy.Remove("name");
        return policy;
    }

    private string EndorsementsOf(AgentSite node) => scratch.In(Path.GetFileName(node.Folder));

    private void SaveEndorsements(AgentSite node)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(node.Out!, "bundle.json"));
        Assert.True(new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(bytes, out ProofBundle? bundle, out var malformed), malformed?.ToString());
        foreach (Endorsement each in bundle.Endorsements)
        {
            string file = Path.Combine(EndorsementsOf(node), each.Name + each.Suffix);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, each.Bytes.Span);
        }
    }

    // The keys of a policy file as a plugin's options have them.
    private static JsonNode Snake(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(ConfigKey.Snake(each.Key), (JsonNode?)Snake(each.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(each => Snake(each!))]),
        _ => node.DeepClone(),
    };
}
