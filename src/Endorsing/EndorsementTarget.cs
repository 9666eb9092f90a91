// SPDX-License-Identifier: Apache-2.0

using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Where one request goes.</summary>
/// <param name="Host">The service.</param>
/// <param name="Address">The whole address.</param>
internal sealed record EndorsementTarget(EndorsementHost Host, Uri Address);
