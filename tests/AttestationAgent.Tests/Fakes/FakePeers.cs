// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>Every peer is the process that is made of text.</summary>
internal sealed class FakePeers(FakeProcess process) : IPeerCredentials
{
    public Peer Of(SafeHandle socket) => new(FakeProcess.Number, 1000, 1000, [], process);
}
