// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Sentry;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.X509;

namespace Attestation.Agent.Configuration;

/// <summary>Which trust domain Sentry puts an application in: no request says so, Sentry takes it from the pod's Configuration or from the token (dapr, section 3.1).</summary>
/// <param name="domains">By <c>namespace/app id</c>, <c>namespace/*</c> or <c>*</c>.</param>
internal sealed class SentryTrustDomains(ImmutableSortedDictionary<string, string> domains)
{
    private const string Everybody = "*";
    private const string WholeNamespace = "/*";
    private const string Public = "public";

    /// <summary>The trust domain of an application; the most specific key counts.</summary>
    public string Of(DaprApp app) =>
        domains.TryGetValue(app.ToString(), out string? own) ? own
        : domains.TryGetValue(app.Namespace + WholeNamespace, out string? shared) ? shared
        : domains.GetValueOrDefault(Everybody, Public);

    /// <summary>True where both say the same of everybody.</summary>
    public bool IsSame(SentryTrustDomains other) => Pairs().SequenceEqual(other.Pairs());

    public static SentryTrustDomains Read(ConfigSection section, string key)
    {
        ImmutableSortedDictionary<string, string>.Builder domains = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (section.Item(key) is not { } item)
        {
            return new(domains.ToImmutable());
        }

        if (item.Kind != JsonKind.Object)
        {
            section.Report(key, "want an object of trust domains by \"<namespace>/<app id>\", \"<namespace>/*\" or \"*\"");
            return new(domains.ToImmutable());
        }

        foreach (JsonMember member in item.Members)
        {
            Check(section, key, member);
            domains[member.Name] = member.Value.Text;
        }

        return new(domains.ToImmutable());
    }

    private static void Check(ConfigSection section, string key, JsonMember member)
    {
        string path = $"{section.Path}.{key}.{member.Name}";
        if (!IsKey(member.Name))
        {
            section.Report(member.Value, path, "is not a key that names anybody, want \"<namespace>/<app id>\", \"<namespace>/*\" or \"*\"");
        }

        if (member.Value.Kind != JsonKind.Text || !SpiffeId.IsTrustDomain(member.Value.Text))
        {
            section.Report(member.Value, path, $"want a trust domain: a string of 1 to {SpiffeId.MaxTrustDomain} of a-z 0-9 . - _");
        }
    }

    private static bool IsKey(string key) =>
        key == Everybody || DaprApp.TryParse(key, out _) || (key.EndsWith(WholeNamespace, StringComparison.Ordinal) && DaprApp.IsNamespace(key.AsSpan(0, key.Length - WholeNamespace.Length)));

    private IEnumerable<(string Key, string Domain)> Pairs() => domains.Select(pair => (pair.Key, pair.Value));
}
