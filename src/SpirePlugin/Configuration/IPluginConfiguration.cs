// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.SpirePlugin.Configuration;

/// <summary>Reads a role's options and puts them in force.</summary>
internal interface IPluginConfiguration
{
    /// <summary>Reads the options, without side effects: it serves Validate too, in a second process beside a live one.</summary>
    /// <param name="section">The options; problems go through its <c>Report</c>. The caller calls its <c>Done</c>.</param>
    /// <param name="trustDomain">SPIRE's; <see cref="TrustDomainName.Unnamed"/> where SPIRE's own is refused and options are read for their problems only.</param>
    /// <returns>
    /// The action that puts the options in force; null where problems were added. It is atomic: it throws <see cref="ConfigurationRefusedException"/> and keeps the old.
    /// Calls run concurrently with it; it runs one at a time, at the start and again at each reconfiguration.
    /// </returns>
    Func<CancellationToken, ValueTask>? Read(ConfigSection section, TrustDomainName trustDomain);
}
