// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;

namespace Attestation;

/// <summary>The register of a TEE that the agent extends with its log's start (CONTRACTS, section 2).</summary>
/// <param name="Claim">The claim that holds its quoted value, and its name: for example <c>rtmr3</c>.</param>
/// <param name="Algorithm">What it is extended with.</param>
/// <param name="EventLogPart">The part with the firmware's event log.</param>
/// <param name="LogRegister">Its number in that log.</param>
public sealed record AnchorRegister(string Claim, DigestAlgorithm Algorithm, string EventLogPart, uint LogRegister);
