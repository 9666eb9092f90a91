// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Json;
using Attestation.SpirePlugin.Hcl;
using Attestation.SpirePlugin.Protos.Config;

namespace Attestation.SpirePlugin.Configuration;

/// <summary>What a configuration says: the action that puts it in force, or every problem.</summary>
/// <param name="Apply">Puts the options in force; null where there are problems.</param>
/// <param name="Problems">What is wrong, in the words that SPIRE's own plugins use where it is SPIRE's part.</param>
internal sealed record ReadOptions(Func<CancellationToken, ValueTask>? Apply, IReadOnlyList<string> Problems)
{
    // Of pkg/common/pluginconf in SPIRE.
    private const string NoCore = "server core configuration is required";
    private const string NoTrustDomain = "server core configuration must contain trust_domain";
    private const string BadTrustDomain = "server core configuration trust_domain is malformed: ";

    /// <summary>Reads both parts of a configuration. No side effects.</summary>
    /// <param name="core">What SPIRE says of itself; null where it says nothing.</param>
    /// <param name="text">The plugin's own options.</param>
    /// <param name="configuration">The role's reader.</param>
    public static ReadOptions Of(CoreConfiguration? core, string text, IPluginConfiguration configuration)
    {
        List<string> problems = [];
        TrustDomainName trustDomain = TrustDomainOf(core, problems);
        Func<CancellationToken, ValueTask>? apply = OptionsOf(text, configuration, trustDomain, problems);
        return problems.Count == 0 && apply is not null ? new(apply, []) : new(null, problems);
    }

    private static TrustDomainName TrustDomainOf(CoreConfiguration? core, List<string> problems)
    {
        string? reason = null;
        if (core is { TrustDomain.Length: > 0 } && TrustDomainName.TryParse(core.TrustDomain, out TrustDomainName? name, out reason))
        {
            return name;
        }

        problems.Add(core is null ? NoCore : reason is null ? NoTrustDomain : BadTrustDomain + reason);
        return TrustDomainName.Unnamed;
    }

    private static Func<CancellationToken, ValueTask>? OptionsOf(
        string text, IPluginConfiguration configuration, TrustDomainName trustDomain, List<string> problems)
    {
        if (!HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem))
        {
            problems.Add(problem.ToString());
            return null;
        }

        List<ConfigProblem> found = [];
        ConfigSection section = new(root, "", found, style: ConfigStyle.Hcl);
        Func<CancellationToken, ValueTask>? apply = configuration.Read(section, trustDomain);
        section.Done();
        problems.AddRange(found.OrderBy(each => each.Line).Select(each => each.ToString()));
        return apply;
    }
}
