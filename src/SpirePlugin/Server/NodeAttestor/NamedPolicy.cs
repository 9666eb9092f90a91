// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>A policy block.</summary>
/// <param name="Name">Its label; the value of the selector <c>policy:</c>.</param>
/// <param name="Policy">What it asks.</param>
internal sealed record NamedPolicy(string Name, AppraisalPolicy Policy);
