// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Sockets;

/// <summary>Which of the agent's sockets; each has purposes of its own (CONTRACTS, section 10.1).</summary>
internal enum SocketName
{
    Agent,
    Node,
    Log,
    Bind,
    Sentry,
}
