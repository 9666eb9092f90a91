// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>The front before Dapr's Sentry (CONTRACTS, section 11.1); it is opened where an upstream is named.</summary>
internal sealed record SentryOptions
{
    private const string Observe = "observe";

    /// <summary>The real Sentry; null: no front.</summary>
    public required SentryUpstreamOptions? Upstream { get; init; }

    /// <summary>Which trust domain Sentry puts an application in.</summary>
    public required SentryTrustDomains TrustDomains { get; init; }

    /// <summary>Which program may be which application. Reloadable.</summary>
    public required SentryPolicy Policy { get; init; }

    /// <summary>True where a program that is not listed is refused; false where it is issued, and said to be unlisted. Reloadable.</summary>
    public required bool IsEnforcing { get; init; }

    /// <summary>Whether Sentry may be asked by its validator that accepts everybody.</summary>
    public required bool AllowInsecureUnsafe { get; init; }

    public static SentryOptions Read(ConfigSection section)
    {
        SentryOptions options = new()
        {
            Upstream = SentryUpstreamOptions.Read(section.Section("upstream")),
            TrustDomains = SentryTrustDomains.Read(section, "trustDomains"),
            Policy = SentryPolicy.Read(section, "policy"),
            IsEnforcing = section.Choice("mode", "enforce", "enforce", Observe) != Observe,
            AllowInsecureUnsafe = section.Boolean("allowInsecureUnsafe", absent: false),
        };
        if (options.Upstream is not null && options.IsEnforcing && options.Policy.IsEmpty)
        {
            section.Report("policy", $"is empty, which under \"enforce\" refuses every program: want an entry for each application, or \"mode\": \"{Observe}\" for the time being");
        }

        section.Done();
        return options;
    }
}
