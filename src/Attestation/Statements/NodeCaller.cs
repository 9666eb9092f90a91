// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>Which program asked for a node statement: the plugin, and the SPIRE agent that started it.</summary>
/// <param name="Process">The plugin.</param>
/// <param name="Exe">SHA-256 of its executable; 32 bytes.</param>
/// <param name="ParentPid">Its parent's process id.</param>
/// <param name="ParentStartTime">Its parent's start time, in clock ticks since boot.</param>
/// <param name="ParentExe">SHA-256 of its parent's executable; 32 bytes.</param>
public sealed record NodeCaller(ProcessPeer Process, ReadOnlyMemory<byte> Exe, int ParentPid, ulong ParentStartTime, ReadOnlyMemory<byte> ParentExe);
