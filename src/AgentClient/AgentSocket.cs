// SPDX-License-Identifier: Apache-2.0

namespace Attestation.AgentClient;

/// <summary>Which of the agent's sockets; all serve the reading methods.</summary>
public enum AgentSocket
{
    /// <summary><c>agent/agent.sock</c>: callers' own data.</summary>
    Agent,

    /// <summary><c>node/node.sock</c>: the SPIRE agent's plugins.</summary>
    Node,

    /// <summary><c>bind/bind.sock</c>: programs that bind keys of their own.</summary>
    Bind,
}
