// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Containers;

namespace Attestation.Agent.Tests.Containers;

/// <summary>A container runtime that says what a test says.</summary>
internal sealed class FakeRuntime : IContainerRuntime
{
    public RuntimeContainer? Container { get; set; } = new(Digest(0x1A), CriDouble.Init);

    /// <summary>Called before each answer, with the id.</summary>
    public Action<string> OnAsk { get; set; } = _ => { };

    public int Asked { get; private set; }

    public static ReadOnlyMemory<byte> Digest(byte repeated) => Enumerable.Repeat(repeated, 32).ToArray();

    public Task<RuntimeContainer?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Asked++;
        OnAsk(id);
        return Task.FromResult(Container);
    }
}
