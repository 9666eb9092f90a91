// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Planning;

/// <summary>One way to a document.</summary>
/// <param name="Host">Who has it.</param>
/// <param name="Path">Path and query below the host's address; begins with <c>/</c> and holds nothing of Evidence but hex and decimal digits.</param>
public sealed record EndorsementRoute(EndorsementHost Host, string Path);
