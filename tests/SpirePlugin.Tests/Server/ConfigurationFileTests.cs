// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Json;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hcl;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Server.NodeAttestor;
using Attestation.SpirePlugin.Tests.Hosting;
using Attestation.SpirePlugin.Tests.Pages;
using Attestation.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Tests.Server;

/// <summary>Every configuration that is shown is read by the plugin that it is for.</summary>
public sealed class ConfigurationFileTests
{
    public static TheoryData<string> Roles => [.. PluginRoles.All.Select(each => each.Argument)];

    [Theory]
    [MemberData(nameof(Roles))]
    public void The_sample_of_a_page_is_read(string argument) =>
        Assert.Equal([argument], RolesRead(Parsed($"plugins {{ {PluginPage.Of(PluginRoles.All.Single(each => each.Argument == argument)).Sample} }}")));

    [Theory]
    [InlineData("server.conf", "server node-attestor", "server credential-composer")]
    [InlineData("agent.conf", "agent node-attestor", "agent key-manager")]
    public void The_configurations_for_SPIRE_are_read(string file, params string[] roles) =>
        Assert.Equal(roles, RolesRead(Parsed(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "spire", file)))));

    [Fact]
    public void The_example_of_a_policy_is_read_whole()
    {
        JsonItem root = Parsed(File.ReadAllText(Path.Combine(Repository.Root, "docs", "plugins", "policy-example.hcl")));
        List<ConfigProblem> problems = [];

        NamedPolicy policy = Assert.Single(PolicyBlocks.Read(new(root, "", problems, style: ConfigStyle.Hcl), Catalog.TeeCatalog.Default.Tees));

        Assert.Empty(problems);
        Assert.Equal(("every-key", false), (policy.Name, policy.Policy.Tees.IsEmpty));
    }

    [Fact]
    public void The_example_of_a_policy_has_every_key_that_is_read()
    {
        const string Unknown = "zz_unknown";
        string example = File.ReadAllText(Path.Combine(Repository.Root, "docs", "plugins", "policy-example.hcl"));
        List<ConfigProblem> problems = [];

        // Of a key that it does not know each reader says which keys it does.
        PolicyBlocks.Read(new(Parsed(example.Replace("{", $"{{ {Unknown} = 1 ", StringComparison.Ordinal)), "", problems, style: ConfigStyle.Hcl), Catalog.TeeCatalog.Default.Tees);
        string[] read = [.. problems.Select(each => $"{each.Path}: {each.Reason}".Replace($".{Unknown}: is not a known key, want one of", "", StringComparison.Ordinal))];

        Assert.Equal(Rows(KeysOf(Parsed(example), "")), Rows(read));
    }

    [Fact]
    public void The_pins_of_the_guide_are_read()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "spire.md"));
        string pins = page.Split("```hcl\n")[1].Split("```")[0];
        List<ConfigProblem> problems = [];

        NamedPolicy policy = Assert.Single(PolicyBlocks.Read(new(Parsed($"policy \"nodes\" {{ {pins} }}"), "", problems, style: ConfigStyle.Hcl), Catalog.TeeCatalog.Default.Tees));

        Assert.Empty(problems);
        Assert.Equal((1, 2), (policy.Policy.Node.Agents.Length, policy.Policy.Node.Callers.Length));
    }

    [Theory]
    [InlineData("policy \"A\" {}", "is no name")]
    [InlineData("policy \"-a\" {}", "is no name")]
    [InlineData("policy \".a\" {}", "is no name")]
    [InlineData("policy \"\" {}", "is no name")]
    [InlineData("policy \"a234567890123456789012345678901234567890123456789012345678901234\" {}", "is no name")]
    [InlineData("policy { a {} a {} }", "stands twice")]
    [InlineData("policy { tees = [] }", "want an object")]
    [InlineData("policy \"a\" { name = \"x\" }", "policy.a.name: is not a known key")]
    [InlineData("policy \"a\" {}\npolicy \"a\" {}", "stands twice")]
    [InlineData("", "at least one")]
    [InlineData("policy \"a\" { media_type = \"x\" }", "not a known key")]
    [InlineData("policy \"a\" { report_data = \"00\" }", "not a known key")]
    [InlineData("policy \"a\" { tdx { tcb { accept = [\"Revoked\"] } } }", "tdx.tcb.accept[0]")]
    public void A_policy_that_is_none_is_named(string text, string because)
    {
        List<ConfigProblem> problems = [];
        PolicyBlocks.Read(new(Parsed(text), "", problems, style: ConfigStyle.Hcl), Catalog.TeeCatalog.Default.Tees);

        Assert.Contains(problems, each => each.ToString().Contains(because, StringComparison.Ordinal));
    }

    // The second of two alternatives shows that there may be more; it has no key of its own.
    private static IEnumerable<string> Rows(IEnumerable<string> all) =>
        all.Where(each => each.StartsWith("policy.every-key", StringComparison.Ordinal) && !each.Contains("[1]", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> KeysOf(JsonItem item, string path) => item.Kind switch
    {
        JsonKind.Object =>
        [
            $"{path} {string.Join(", ", item.Members.Select(each => each.Name).Order(StringComparer.Ordinal))}",
            .. item.Members.SelectMany(each => KeysOf(each.Value, path.Length == 0 ? each.Name : $"{path}.{each.Name}")),
        ],
        _ => item.Items.SelectMany((each, index) => KeysOf(each, $"{path}[{index}]")),
    };

    // Reads plugin_data of each of our blocks; returns the roles that read theirs without a problem.
    private static List<string> RolesRead(JsonItem file)
    {
        List<string> read = [];
        foreach (string type in (string[])["NodeAttestor", "KeyManager", "CredentialComposer", "WorkloadAttestor"])
        {
            foreach ((string name, ConfigSection block) in new ConfigSection(file, "", [], style: ConfigStyle.Hcl).Section("plugins").Labelled(type.ToLowerInvariant()))
            {
                string argument = string.Join(' ', block.Texts("plugin_args"));
                if (PluginRoles.All.SingleOrDefault(each => each.Argument == argument) is { } role)
                {
                    List<ConfigProblem> problems = [];
                    ConfigSection options = new(block.Item("plugin_data"), name, problems, style: ConfigStyle.Hcl);
                    using ServiceProvider services = RoleServices.Of(role).BuildServiceProvider();
                    Assert.NotNull(services.GetRequiredKeyedService<IPluginConfiguration>(argument).Read(options, Known()));
                    options.Done();
                    Assert.Empty(problems);
                    read.Add(argument);
                }
            }
        }

        return read;
    }

    private static TrustDomainName Known()
    {
        Assert.True(TrustDomainName.TryParse("example.org", out TrustDomainName? name, out _));
        return name;
    }

    private static JsonItem Parsed(string text)
    {
        Assert.True(HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem), problem?.ToString());
        return root;
    }
}
