// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>Every peer is of another user than this process.</summary>
internal sealed class AnotherUser : IPeerCredentials
{
    public Peer Of(SafeHandle socket) => new(1, CurrentUser.Uid() ^ 1, 0, [], null);
}
