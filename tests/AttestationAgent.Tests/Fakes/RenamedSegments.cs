// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>The kernel's segments, with the process that is made of text for the tests' own.</summary>
internal sealed class RenamedSegments : ISegments
{
    private readonly Segments real = new();

    /// <summary>Makes another segment of one that came.</summary>
    public Func<Segment, Segment> Change { get; set; } = segment => segment;

    public void Watch(SafeHandle listener) => real.Watch(listener);

    public Segment? Receive(SafeHandle socket, Span<byte> buffer) =>
        real.Receive(socket, buffer) is { } segment ? Change(segment.Sender == Environment.ProcessId ? segment with { Sender = FakeProcess.Number } : segment) : null;
}
