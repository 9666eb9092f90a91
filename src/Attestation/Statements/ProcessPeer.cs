// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>A process at the other end of a socket.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTime">Field 22 of its <c>stat</c>, in clock ticks since boot: tells it from a later process with the same id.</param>
/// <param name="Uid">Its user.</param>
/// <param name="Gid">Its group.</param>
public sealed record ProcessPeer(int Pid, ulong StartTime, uint Uid, uint Gid);
