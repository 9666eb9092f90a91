// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>The real Sentry, and what it must be to be trusted.</summary>
/// <param name="Address">Host and port.</param>
/// <param name="Anchors">File of Dapr's trust anchors, PEM; read at each connection.</param>
/// <param name="TrustDomain">The control plane's trust domain.</param>
/// <param name="Namespace">The control plane's namespace.</param>
internal sealed record SentryUpstreamOptions(string Address, string Anchors, string TrustDomain, string Namespace)
{
    private const string DefaultTrustDomain = "cluster.local";
    private const string DefaultNamespace = "dapr-system";

    /// <summary>Sentry's own SPIFFE ID, which the front's certificate has too.</summary>
    public string SpiffeId => $"spiffe://{TrustDomain}/ns/{Namespace}/dapr-sentry";

    /// <returns>Null where the section names no upstream.</returns>
    public static SentryUpstreamOptions? Read(ConfigSection section)
    {
        string? address = section.Text("address");
        string? anchors = section.Text("anchors");
        SentryUpstreamOptions options = new(
            address ?? "",
            anchors ?? "",
            section.Text("controlPlaneTrustDomain") ?? DefaultTrustDomain,
            section.Text("controlPlaneNamespace") ?? DefaultNamespace);
        section.Done();
        if (address is null && anchors is null && !section.IsPresent)
        {
            return null;
        }

        options.Report(section);
        return options;
    }

    private void Report(ConfigSection section)
    {
        if (!Uri.TryCreate($"https://{Address}", UriKind.Absolute, out Uri? uri) || $"{uri.Host}:{uri.Port}" != Address)
        {
            section.Report("address", $"is \"{Address}\", want Sentry's host and port such as \"dapr-sentry.dapr-system.svc:443\"");
        }

        if (!Path.IsPathRooted(Anchors) || Anchors.Contains('\0', StringComparison.Ordinal))
        {
            section.Report("anchors", $"is \"{Anchors}\", want the absolute path of a PEM file of Dapr's trust anchors");
        }

        if (!X509.SpiffeId.TryParse(SpiffeId, out _, out Wire.Malformed? malformed) || Namespace.Contains('/', StringComparison.Ordinal))
        {
            section.Report($"the control plane's id is {SpiffeId}, want a trust domain and a namespace{(malformed is null ? "" : $": {malformed.Reason}")}");
        }
    }
}
