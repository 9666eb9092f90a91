// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Rendering;

/// <summary>Evidence with the fields of its first part.</summary>
/// <param name="Tee">Its TEE.</param>
/// <param name="Evidence">All its parts.</param>
/// <param name="Part">Name of the part that was decoded.</param>
/// <param name="Fields">That part's fields.</param>
internal sealed record DecodedEvidence(ITee Tee, Evidence Evidence, string Part, ImmutableArray<DecodedField> Fields);
