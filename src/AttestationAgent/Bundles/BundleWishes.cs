// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Bundles;

/// <summary>What goes into a bundle beside its leaves.</summary>
/// <param name="Endorsements">What the Evidence needs to be verified.</param>
/// <param name="EventLogs">Event logs that the Evidence names by digest, up to 4 MiB each.</param>
/// <param name="LogStart">Leaf 0.</param>
internal sealed record BundleWishes(bool Endorsements, bool EventLogs, bool LogStart);
