// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Tests.Agents;

/// <summary>Tests that share one agent; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AgentCollection : ICollectionFixture<AgentScene>
{
    public const string Name = "agent";
}
