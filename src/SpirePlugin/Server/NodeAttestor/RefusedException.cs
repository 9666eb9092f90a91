// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Ends an attestation.</summary>
/// <param name="refusal">Why.</param>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal => refusal;
}
