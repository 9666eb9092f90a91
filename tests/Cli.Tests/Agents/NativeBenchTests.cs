// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Attestation.Cli.Tests.Agents;

/// <summary><c>attest bench --bind</c> of the published binary: a program that the agent binds keys to.</summary>
[Collection(AgentCollection.Name)]
public sealed class NativeBenchTests(AgentScene scene, NativeBinary native) : IClassFixture<NativeBinary>
{
    [Fact]
    public void Bindings_are_answered_and_nothing_but_the_quota_refuses_any()
    {
        (int code, string said) = NativeBinary.Execute(native.Attest, "bench", "--bind", "--callers", "4", "--duration", "PT1S", "--socket", scene.Sockets, "--output", "json");

        Assert.True(code == 0, said);
        JsonElement outcome = JsonDocument.Parse(said).RootElement;
        Assert.True(outcome.GetProperty("bindings").GetInt64() >= 4);
        Assert.All(outcome.GetProperty("refused").EnumerateObject(), refused => Assert.Equal("quota", refused.Name));
        Assert.False(outcome.TryGetProperty("statements", out _));
    }
}
