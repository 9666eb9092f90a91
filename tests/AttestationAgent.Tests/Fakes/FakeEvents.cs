// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>Events of processes that a test makes happen.</summary>
internal sealed class FakeEvents : IProcessEventFeed
{
    private readonly Queue<ProcessEvent> told = [];

    /// <summary>What taking fails with; none where it does not.</summary>
    public Errno Fails { get; set; }

    public void Exec(int pid = FakeProcess.Number) => told.Enqueue(new(ProcessEventKind.Exec, pid, 0));

    public void Fork(int parent, int child = FakeProcess.Number) => told.Enqueue(new(ProcessEventKind.Fork, child, parent));

    public void Exit(int pid = FakeProcess.Number) => told.Enqueue(new(ProcessEventKind.Exit, pid, 0));

    public void Lose() => told.Enqueue(new(ProcessEventKind.Lost, 0, 0));

    public bool Wait(TimeSpan longest) => told.Count > 0;

    public ProcessEvent? Take() => Fails != Errno.None ? throw new KernelException("recvfrom", "proc connector", Fails) : told.TryDequeue(out ProcessEvent one) ? one : null;

    public void Dispose() => told.Clear();
}
